using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class InstanceOperationFailedExceptionTests
{
    [Fact]
    public async Task WaitAsync_CreateFailed_SaysWhyAndWhatToDo()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"), Answer.Failure("CREATE_FAILED", "ModelArts.6528", "No volume left."));

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync());

        Assert.Equal("No volume left.", exception.FailureReason?.Message);
        Assert.Equal("ModelArts.6528", exception.ErrorCode.Value);
        Assert.Equal(Answer.InstanceId, exception.Instance.Id);
        Assert.Equal(
            "Instance DE-1 is CREATE_FAILED, and will not be Running: No volume left (ModelArts.6528). It still exists: delete it when it is of no more use.",
            exception.Message);
    }

    [Theory]
    [InlineData("STOPPED", "start it, or delete it")]
    [InlineData("STOPPING", "start it, or delete it")]
    [InlineData("DELETED", "deleted by another hand")]
    [InlineData("DELETING", "deleted by another hand")]
    [InlineData("UNAVAILABLE", "It still exists")]
    public void Message_ByStatus_SaysWhatIsLeftOfTheInstance(string status, string words)
    {
        InstanceOperationFailedException exception = new(new DevEnvironmentInstance { Id = "DE-1", Status = status }, InstanceGoal.Running);

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.FailureReason);
        Assert.Equal(default, exception.ErrorCode);
    }

    [Fact]
    public void ErrorCode_OfTheInstance_CountsBeforeThatOfTheReason()
    {
        InstanceOperationFailedException exception = new(
            new DevEnvironmentInstance
            {
                Id = "DE-1",
                Status = InstanceStatus.StartFailed,
                ErrorCode = ModelArtsErrorCode.FlavorSoldOut,
                Spec = new Notebook { FailedReasons = new FailureReason { Code = "other" } },
            },
            InstanceGoal.Running);

        Assert.Equal(ModelArtsErrorCode.FlavorSoldOut, exception.ErrorCode);
        Assert.Contains("(ModelArts.6329)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_LongReasonWithASecret_IsShortenedAndFreedOfIt()
    {
        InstanceOperationFailedException exception = new(
            new DevEnvironmentInstance
            {
                Id = "DE-1",
                Status = InstanceStatus.CreateFailed,
                ErrorCode = new string('c', 9000),
                Spec = new Notebook { FailedReasons = new FailureReason { Message = "password=hunter2\n" + new string('x', 9000) } },
            },
            InstanceGoal.Running);

        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.True(exception.Message.Length < 450);
    }

    [Fact]
    public void Constructor_NoInstance_IsAnArgumentError() =>
        Assert.Throws<ArgumentNullException>("instance", () => new InstanceOperationFailedException(null!, InstanceGoal.Running));
}
