namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>A create that the service has done, and did not answer: the list shows what it made.</summary>
internal static class LostAnswer
{
    public const string Id = "DE-lost";
    public const string ListThatShowsIt = $$"""{"instances":[{"id":"{{Id}}","name":"notebook","status":"CREATING"}]}""";
}
