using ModelArts.Sdk.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

public sealed class SigningAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sign_CreateRequest_AllocatesLessThanOneKilobyte(bool derived)
    {
        SigningKey key = new("ABCDEFGHIJ0123456789", new string('s', 40));
        key = derived ? key.Derive("20260102", "", "") : key;
        byte[] body = new byte[450];
        Sign(key, body);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Sign(key, body);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1024);
    }

    private static void Sign(SigningKey key, byte[] body)
    {
        SignedHeaders headers = new();
        headers.Add("host", "modelarts.cn-north-4.myhuaweicloud.com");
        headers.Add("X-Sdk-Date", RequestSigner.FormatDate(DateTimeOffset.UnixEpoch));
        headers.Add("X-Project-Id", "77b6a44cba5143ab91d13ab9a8ff44fd");
        RequestSigner.Sign(
            new RequestParts { Method = "POST", Target = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/demanager/instances", Headers = headers, Body = body }, key);
    }
}
