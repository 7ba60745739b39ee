using System.Globalization;
using ModelArts.Sdk.Authentication.Caching;

namespace ModelArts.Sdk.Tests.Authentication.Caching;

public sealed class LifetimeTests
{
    private static readonly DateTimeOffset Issued = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset Expires = Issued.AddHours(24);

    [Theory]
    [InlineData("2019-02-13T06:52:13.855000Z", "2019-02-13T06:52:13.8550000+00:00")]
    [InlineData("2019-02-13T06:52:13Z", "2019-02-13T06:52:13.0000000+00:00")]
    [InlineData("2019-02-13T06:52:13.1234567Z", "2019-02-13T06:52:13.1234567+00:00")]
    [InlineData("2019-02-13T06:52:13.855000", "2019-02-13T06:52:13.8550000+00:00")]
    [InlineData("2019-02-13T14:52:13+08:00", "2019-02-13T06:52:13.0000000+00:00")]
    [InlineData("13/02/2019", null)]
    [InlineData("", null)]
    [InlineData("tomorrow", null)]
    [InlineData(null, null)]
    public void Parse_OnlyTheIsoForm(string? text, string? expected) =>
        Assert.Equal(expected, Lifetime.Parse(text)?.ToString("O", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void Parse_OtherCalendars_ReadTheSameTime(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(new DateTimeOffset(2019, 2, 13, 6, 52, 13, TimeSpan.Zero), Lifetime.Parse("2019-02-13T06:52:13.000000Z"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, 24)]
    [InlineData(-1, 24)]
    [InlineData(-24, 24)]
    [InlineData(-240, 24)]
    [InlineData(1, 23)]
    [InlineData(25, 24)]
    [InlineData(240, 24)]
    public void Of_ClockOfThisMachineIsOff_NeitherClockExtendsIt(int hoursAhead, int expectedHours) =>
        Assert.Equal(TimeSpan.FromHours(expectedHours), Lifetime.Of(Expires, Issued, Issued.AddHours(hoursAhead)));

    [Fact]
    public void Of_TimeOfIssueUnknownOrImpossible_IsByTheClockOfThisMachine()
    {
        Assert.Equal(TimeSpan.FromHours(2), Lifetime.Of(Expires, issuedAt: null, Expires.AddHours(-2)));
        Assert.Equal(TimeSpan.FromHours(2), Lifetime.Of(Expires, Expires.AddDays(1), Expires.AddHours(-2)));
        Assert.Equal(TimeSpan.Zero, Lifetime.Of(Expires, issuedAt: null, Expires.AddHours(2)));
        Assert.Equal(TimeSpan.FromDays(30), Lifetime.Of(DateTimeOffset.MaxValue, issuedAt: null, Issued));
    }
}
