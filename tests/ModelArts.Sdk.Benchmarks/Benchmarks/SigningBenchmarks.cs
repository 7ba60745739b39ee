using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Authentication.Signing;

namespace ModelArts.Sdk.Benchmarks.Benchmarks;

/// <summary>
/// What a signature costs beside the three hashes that it cannot do without: of the body, of the canonical request, and the HMAC. A
/// create request with a body of 450 bytes.
/// </summary>
[MemoryDiagnoser]
public class SigningBenchmarks : IDisposable
{
    private const string Target = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/demanager/instances";
    private const string Host = "modelarts.cn-north-4.myhuaweicloud.com";
    private const string Project = "77b6a44cba5143ab91d13ab9a8ff44fd";
    private const string AccessKey = "ABCDEFGHIJ0123456789";
    private const string SecretKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";

    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly byte[] _body = Encoding.UTF8.GetBytes($$"""{"name":"{{new string('n', 439)}}"}""");
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(SecretKey);
    private readonly SigningKey _key = new(AccessKey, SecretKey);
    private readonly SigningKey _derivedKey = new SigningKey(AccessKey, SecretKey).Derive("20260102", "", "");
    private readonly AccessKeyCredential _credential = new(AccessKey, SecretKey);
    private readonly CredentialContext _access = Context(SigningScheme.Access);
    private readonly CredentialContext _scoped = Context(SigningScheme.CredentialScope);

    private byte[] _canonicalRequest = [];
    private byte[] _stringToSign = [];
    private HttpRequestMessage _request = null!;

    [GlobalSetup]
    public void SetUp()
    {
        if (_body.Length != 450)
        {
            throw new InvalidOperationException($"The body has {_body.Length} bytes.");
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(_body));
        string text = $"POST\n{Target}/\n\nhost:{Host}\nx-project-id:{Project}\nx-sdk-date:20260102T030405Z\n\nhost;x-project-id;x-sdk-date\n{hash}";
        _canonicalRequest = Encoding.UTF8.GetBytes(text);
        _stringToSign = Encoding.UTF8.GetBytes($"SDK-HMAC-SHA256\n20260102T030405Z\n{Convert.ToHexStringLower(SHA256.HashData(_canonicalRequest))}");
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(_secret, _stringToSign));
        if (!Access().EndsWith(signature, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The bare hashes are not those of the signature.");
        }

        _request = new HttpRequestMessage(HttpMethod.Post, $"https://{Host}{Target}") { Content = new ByteArrayContent(_body) };
        _request.Headers.Add("Accept", "application/json");
        _request.Headers.Add("User-Agent", "ModelArts.Sdk/0.1.0");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _request.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, Description = "three bare hashes")]
    public byte BareHashes()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_body, hash);
        byte all = hash[0];
        SHA256.HashData(_canonicalRequest, hash);
        all ^= hash[0];
        HMACSHA256.HashData(_secret, _stringToSign, hash);
        return (byte)(all ^ hash[0]);
    }

    [Benchmark(Description = "signer, Access")]
    public string Access() => Sign(_key);

    [Benchmark(Description = "signer, CredentialScope")]
    public string CredentialScope() => Sign(_derivedKey);

    /// <summary>Once a day for a credential.</summary>
    [Benchmark(Description = "deriving a key")]
    public object Derive() => _key.Derive("20260102", "", "");

    [Benchmark(Description = "credential on a request, Access")]
    public ValueTask CredentialAccess() => _credential.AuthenticateAsync(_request, _access);

    [Benchmark(Description = "credential on a request, CredentialScope")]
    public ValueTask CredentialCredentialScope() => _credential.AuthenticateAsync(_request, _scoped);

    private static CredentialContext Context(SigningScheme scheme) => new(new ModelArtsClientOptions { ProjectId = Project, SigningScheme = scheme });

    private string Sign(SigningKey key)
    {
        using SignedHeaders headers = new();
        headers.Add("Host", Host);
        headers.Add("X-Sdk-Date", RequestSigner.FormatDate(Time));
        headers.Add("X-Project-Id", Project);
        return RequestSigner.Sign(new RequestParts { Method = "POST", Target = Target, Headers = headers, Body = _body }, key);
    }
}
