using System.Net;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Errors;

public sealed class ModelArtsExceptionTests
{
    [Fact]
    public void Message_NoInstance_StandsAsItIs() => Assert.Equal("no", new ModelArtsException("no").Message);

    [Fact]
    public void Message_Instance_IsAppended()
    {
        ModelArtsException exception = new("no") { InstanceId = "DE-1" };

        Assert.Equal("no [instance DE-1]", exception.Message);
        Assert.Contains("no [instance DE-1]", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_InstanceNamedAlready_IsNotRepeated()
    {
        ModelArtsException exception = new("DE-1 is gone") { InstanceId = "DE-1" };

        Assert.Equal("DE-1 is gone", exception.Message);
    }

    [Fact]
    public async Task CreateAsync_Fails_NamesNoInstance()
    {
        using ModelArtsClient client = TestClient.Create(Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6301"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));

        Assert.Null(exception.InstanceId);
        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
        Assert.EndsWith("Choose another name, or find the instance that has it.", exception.Message, StringComparison.Ordinal);
    }
}
