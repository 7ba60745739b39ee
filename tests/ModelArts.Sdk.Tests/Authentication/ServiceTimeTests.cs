using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Tests.Authentication;

public sealed class ServiceTimeTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void AsServiceTime_AnswerOfAnImpossibleTime_StaysATime(string date)
    {
        CredentialContext context = new(TestClient.Options());
        context.ObserveServiceTime(DateTimeOffset.Parse(date, System.Globalization.CultureInfo.InvariantCulture));

        // Found by fuzzing: less the tolerance there was no such time.
        DateTimeOffset found = context.AsServiceTime(date.StartsWith('0') ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue, TimeSpan.FromHours(1));

        Assert.Equal(date.StartsWith('0') ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue, found);
    }

    [Fact]
    public void AsServiceTime_NothingObserved_IsTheClientsTimeLessTheTolerance() =>
        Assert.Equal(Time.AddSeconds(-30), new CredentialContext(TestClient.Options()).AsServiceTime(Time, TimeSpan.FromSeconds(30)));
}
