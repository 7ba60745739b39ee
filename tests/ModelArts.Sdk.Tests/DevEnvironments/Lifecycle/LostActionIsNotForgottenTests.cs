using System.Net;
using ModelArts.Sdk.Tests.DevEnvironments.Create;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>That an earlier attempt may have been taken is said, whatever the next request meets.</summary>
public sealed class LostActionIsNotForgottenTests
{
    private const string Said = "Whether instance DE-1 has taken the action";

    [Theory]
    [InlineData("refused")]
    [InlineData("unknown id")]
    [InlineData("502")]
    [InlineData("web page")]
    public async Task RestartAsync_AnswerLostAndTheLookFails_SaysThatItIsNotKnown(string look)
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);
        scenario.OnRequest = request =>
        {
            for (int i = 0; request.Method == HttpMethod.Post && i < 10; i++)
            {
                scenario.Gets.Enqueue(look switch
                {
                    "refused" => Fate.Refused("ModelArts.0105", HttpStatusCode.Forbidden),
                    "unknown id" => Fate.Refused("ModelArts.6309"),
                    "502" => Fate.Status(502, commits: false),
                    _ => Fate.Says("<html>", commits: false),
                });
            }
        };

        ModelArtsException exception = await Assert.ThrowsAnyAsync<ModelArtsException>(() => scenario.ActAsync("restart"));

        Assert.Contains(Said, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("restart")]
    [InlineData("stop")]
    [InlineData("delete")]
    public async Task Action_AnswerLostAndThen429_SaysThatItIsNotKnown(string action)
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);
        for (int i = 0; i < 10; i++)
        {
            scenario.Actions.Enqueue(Fate.Status(429, commits: false));
        }

        ModelArtsException exception = await Assert.ThrowsAnyAsync<ModelArtsException>(() => scenario.ActAsync(action));

        Assert.Contains(Said, exception.Message, StringComparison.Ordinal);
    }
}
