using System.Globalization;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class WaitTimeoutMessageTests
{
    [Theory]
    [InlineData("00:00:00.25", "0.25 s")]
    [InlineData("00:00:59.5", "59.5 s")]
    [InlineData("00:01:00", "00:01:00")]
    [InlineData("00:01:30.75", "00:01:30")]
    [InlineData("10675199.02:48:05.4775807", "10675199.02:48:05")]
    public void Message_NamesTheLimitAsAPersonWould(string timeout, string shown)
    {
        WaitTimeoutException exception = new("DE-1", InstanceGoal.Running, default, TimeSpan.Parse(timeout, CultureInfo.InvariantCulture));

        Assert.StartsWith($"Instance DE-1 was not Running within {shown}; its status is not known.", exception.Message, StringComparison.Ordinal);
    }
}
