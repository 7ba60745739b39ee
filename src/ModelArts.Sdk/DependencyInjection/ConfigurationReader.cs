using System.Globalization;
using Microsoft.Extensions.Configuration;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.DependencyInjection;

/// <summary>
/// Options from configuration. Read by hand rather than by the binder: that stops at the first value that it cannot read, and
/// knows neither regions nor credentials.
/// </summary>
internal static class ConfigurationReader
{
    public static void Read(IConfiguration section, ModelArtsClientOptions options)
    {
        List<string> problems = options.ConfigurationProblems;
        if (Value("Region") is { } region)
        {
            options.Region = ModelArtsRegion.Find(region);
            if (options.Region is null)
            {
                problems.Add($"Region: '{region}' is not a known region. Set Endpoint instead, or one of: {string.Join(", ", ModelArtsRegion.All)}.");
            }
        }

        if (Value("Endpoint") is { } endpoint)
        {
            if (Uri.TryCreate(endpoint, UriKind.RelativeOrAbsolute, out Uri? uri))
            {
                options.Endpoint = uri;
            }
            else
            {
                // Not repeated: it may hold a password.
                problems.Add("Endpoint: is not an address, such as https://modelarts.cn-north-4.myhuaweicloud.com.");
            }
        }

        options.ProjectId = Value("ProjectId") ?? options.ProjectId;
        if (Value("AuthToken") is { } token)
        {
            try
            {
                options.Credential = new AuthTokenCredential(token);
            }
            catch (ArgumentException exception)
            {
                problems.Add($"AuthToken: {exception.Message}");
            }
        }

        options.AttemptTimeout = ReadSpan("AttemptTimeout") ?? options.AttemptTimeout;
        options.TotalTimeout = ReadSpan("TotalTimeout") ?? options.TotalTimeout;
        options.ValidateRequests = ReadFlag("ValidateRequests") ?? options.ValidateRequests;
        options.AllowInsecureHttp = ReadFlag("AllowInsecureHttp") ?? options.AllowInsecureHttp;
        if (Value("MaxResponseBytes") is { } bytes)
        {
            if (long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out long count))
            {
                options.MaxResponseBytes = count;
            }
            else
            {
                problems.Add($"MaxResponseBytes: '{bytes}' is not a whole number.");
            }
        }

        string? Value(string key) => section[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        TimeSpan? ReadSpan(string key)
        {
            if (Value(key) is not { } text)
            {
                return null;
            }

            // A bare number would be days, which nobody means.
            if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span))
            {
                return span;
            }

            problems.Add($"{key}: '{text}' is not a span of time such as 00:01:30 (hours, minutes, seconds).");
            return null;
        }

        bool? ReadFlag(string key)
        {
            if (Value(key) is not { } text)
            {
                return null;
            }

            if (bool.TryParse(text, out bool flag))
            {
                return flag;
            }

            problems.Add($"{key}: '{text}' is neither true nor false.");
            return null;
        }
    }
}
