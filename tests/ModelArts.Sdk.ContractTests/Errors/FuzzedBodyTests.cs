using System.Text;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>Bodies that nobody thought of: an instance with an id comes of them, or our own exception.</summary>
public sealed class FuzzedBodyTests
{
    private static readonly string[] Pieces =
        ["null", "{", "}", "[", "]", "\"", "\\", "\\ud800", ",", ":", "-1", "1e999", "true", "\0", "ÿ", "id"];

    [Fact]
    public async Task Get_TwoThousandDamagedBodies_GiveAnInstanceWithAnIdOrMalformedResponse()
    {
        Random random = new(20200716);
        byte[] whole = Encoding.UTF8.GetBytes(ContractFixture.Read("create-response.json"));
        CapturingTransport transport = new("{}");
        using ModelArtsClient client = transport.CreateClient();
        int understood = 0;

        for (int i = 0; i < 2000; i++)
        {
            transport.Body = Damage(whole, random);
            try
            {
                DevEnvironmentInstance instance = await client.DevEnvironments.GetAsync("DE-1", TestContext.Current.CancellationToken);

                Assert.False(string.IsNullOrWhiteSpace(instance.Id));
                understood++;
            }
            catch (MalformedResponseException exception)
            {
                Assert.InRange(exception.Snippet.Length, 0, 200);
            }
        }

        // Neither all nor nothing, or the bodies would test nothing.
        Assert.InRange(understood, 100, 1900);
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        List<byte> body = [.. whole];
        for (int times = random.Next(1, 4); times > 0 && body.Count > 0; times--)
        {
            int at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at));
                    break;
                case 2:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    body.RemoveRange(at, body.Count - at);
                    break;
                default:
                    body.InsertRange(at, body.GetRange(at, Math.Min(30, body.Count - at)));
                    break;
            }
        }

        return [.. body];
    }
}
