using System.Diagnostics;
using OpenTelemetry;

namespace HostedWorker;

/// <summary>One line for each span: the console exporter of OpenTelemetry shows all there is, which is a page for each.</summary>
internal sealed class SpanLine : BaseProcessor<Activity>
{
    private static readonly string[] Shown = ["modelarts.instance.id", "http.response.status_code", "modelarts.wait.instances", "modelarts.wait.polls"];

    public override void OnEnd(Activity data)
    {
        string outcome = data.GetTagItem("error.type") is { } error ? $"failed: {error}" : "ok";
        string[] details =
        [
            .. Shown
                .Select(tag => (tag, value: data.GetTagItem(tag)))
                .Where(tag => tag.value is not null)
                .Select(tag => $"{tag.tag[(tag.tag.LastIndexOf('.') + 1)..]}={tag.value}"),
        ];
        Console.WriteLine($"      span {data.DisplayName,-32} {data.Duration.TotalMilliseconds,7:0} ms  {outcome}  {string.Join(' ', details)}");
    }
}
