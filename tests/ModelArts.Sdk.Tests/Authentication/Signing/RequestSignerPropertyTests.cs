#if NET10_0_OR_GREATER
using CsCheck;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

/// <summary>Two implementations of one description, each written without the other, have to agree on everything.</summary>
public sealed class RequestSignerPropertyTests
{
    private const long Requests = 100_000;

    [Fact]
    public void Sign_RandomRequests_AccessScheme_AgreesWithTheNaiveSigner() =>
        RandomRequests.All.Sample(request => Compare(request, SigningScheme.Access), iter: Requests);

    [Fact]
    public void Sign_RandomRequests_CredentialScopeScheme_AgreesWithTheNaiveSigner() =>
        RandomRequests.All.Sample(request => Compare(request, SigningScheme.CredentialScope), iter: Requests);

    private static void Compare(RandomRequest request, SigningScheme scheme)
    {
        SignedHeaders headers = new();
        foreach ((string name, string value) in request.Headers)
        {
            headers.Add(name, value);
        }

        SigningKey key = new(request.AccessKey, request.SecretKey);
        if (scheme == SigningScheme.CredentialScope)
        {
            key = key.Derive(headers.Find("x-sdk-date")![..8], request.Region, request.Service);
        }

        string actual = RequestSigner.Sign(
            new RequestParts { Method = request.Method, Target = request.Target, Headers = headers, Body = request.Body }, key);

        string expected = NaiveSigner.Authorization(
            request.Method,
            request.Target,
            request.Headers,
            request.Body,
            request.AccessKey,
            request.SecretKey,
            scheme == SigningScheme.CredentialScope,
            request.Region,
            request.Service);
        Assert.Equal(expected, actual);
    }
}
#endif
