using System.Globalization;
using ModelArts.Sdk.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

public sealed class CultureTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static TheoryData<string> Cultures => ["th-TH", "ar-SA", "fa-IR", "he-IL", "tr-TR", "hi-IN", "zh-CN", "de-DE", "ja-JP", ""];

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task AuthenticateAsync_AnyCulture_MakesTheSameHeaders(string name)
    {
        (string date, string access, string scope) = await SignAsync(name);

        Assert.Equal("20260304T050607Z", date);
        Assert.Equal((date, access, scope), await SignAsync(""));
    }

    [Fact]
    public void Cultures_HaveDatesOfTheirOwn()
    {
        // Otherwise the test above would show nothing: without ICU every culture is the invariant one.
        Assert.NotEqual("2026", Time.ToString("yyyy", Culture("th-TH")));
        Assert.NotEqual("2026", Time.ToString("yyyy", Culture("ar-SA")));
        Assert.NotEqual("2026", Time.ToString("yyyy", Culture("fa-IR")));
        Assert.NotEqual("2026", Time.ToString("yyyy", Culture("ja-JP")));
    }

    private static async Task<(string Date, string Access, string Scope)> SignAsync(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture(culture);
            (string date, string access) = await SignAsync(SigningScheme.Access);
            (_, string scope) = await SignAsync(SigningScheme.CredentialScope);
            return (date, access, scope);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    private static async Task<(string Date, string Authorization)> SignAsync(SigningScheme scheme)
    {
        // An I in the method and the headers for Turkish, a port for the digits of Arabic and Persian.
        using HttpRequestMessage request = new(new HttpMethod("patCHI"), "https://localhost:1234/v1/İi?I=ı&limit=10");
        request.Headers.Add("X-LIMIT-I", "I");
        AccessKeyCredential credential = new(SignatureCheck.AccessKey, SignatureCheck.SecretKey);
        CredentialContext context = new(new ModelArtsClientOptions { TimeProvider = new FakeTimeProvider(Time), ProjectId = "p1", SigningScheme = scheme });
        await credential.AuthenticateAsync(request, context, TestContext.Current.CancellationToken);
        return (request.Headers.GetValues("X-Sdk-Date").Single(), request.Headers.NonValidated["Authorization"].ToString());
    }

    private static CultureInfo Culture(string name)
    {
        CultureInfo culture = new(name, useUserOverride: false);
        if (name == "ja-JP")
        {
            culture.DateTimeFormat.Calendar = new JapaneseCalendar();
        }

        return culture;
    }
}
