using System.Globalization;
using System.Numerics;
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

        options.Endpoint = ReadAddress("Endpoint", "https://modelarts.cn-north-4.myhuaweicloud.com") ?? options.Endpoint;
        options.IamEndpoint = ReadAddress("IamEndpoint", "https://iam.cn-north-4.myhuaweicloud.com") ?? options.IamEndpoint;
        options.ProjectId = Value("ProjectId") ?? options.ProjectId;
        options.Credential = ConfigurationCredential.Read(Value, problems) ?? options.Credential;
        if (Value("SigningScheme") is { } scheme)
        {
            if (Enum.TryParse(scheme, ignoreCase: true, out SigningScheme known))
            {
                options.SigningScheme = known;
            }
            else
            {
                problems.Add($"SigningScheme: '{scheme}' is neither {SigningScheme.Access} nor {SigningScheme.CredentialScope}.");
            }
        }

        options.AttemptTimeout = ReadSpan("AttemptTimeout") ?? options.AttemptTimeout;
        options.TotalTimeout = ReadSpan("TotalTimeout") ?? options.TotalTimeout;
        ReadRetry(options.Retry);
        options.ValidateRequests = ReadFlag("ValidateRequests") ?? options.ValidateRequests;
        options.AllowInsecureHttp = ReadFlag("AllowInsecureHttp") ?? options.AllowInsecureHttp;
        options.MaxResponseBytes = ReadNumber<long>("MaxResponseBytes", NumberStyles.None, "a whole number") ?? options.MaxResponseBytes;

        void ReadRetry(ModelArtsRetryOptions retry)
        {
            retry.MaxAttempts = ReadNumber<int>("Retry:MaxAttempts", NumberStyles.None, "a whole number") ?? retry.MaxAttempts;
            retry.BaseDelay = ReadSpan("Retry:BaseDelay") ?? retry.BaseDelay;
            retry.MaxDelay = ReadSpan("Retry:MaxDelay") ?? retry.MaxDelay;
            retry.BudgetSize = ReadNumber<int>("Retry:BudgetSize", NumberStyles.None, "a whole number") ?? retry.BudgetSize;
            retry.BudgetPerCall = ReadNumber<double>("Retry:BudgetPerCall", NumberStyles.AllowDecimalPoint, "a number such as 0.1") ?? retry.BudgetPerCall;
            retry.CreateVisibilityDelay = ReadSpan("Retry:CreateVisibilityDelay") ?? retry.CreateVisibilityDelay;
            retry.CreateClockTolerance = ReadSpan("Retry:CreateClockTolerance") ?? retry.CreateClockTolerance;
            retry.MarkCreates = ReadFlag("Retry:MarkCreates") ?? retry.MarkCreates;
        }

        T? ReadNumber<T>(string key, NumberStyles styles, string kind)
            where T : struct, INumber<T>
        {
            if (Value(key) is not { } text)
            {
                return null;
            }

            if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out T number))
            {
                return number;
            }

            problems.Add($"{key}: '{text}' is not {kind}.");
            return null;
        }

        string? Value(string key) => section[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

        Uri? ReadAddress(string key, string example)
        {
            if (Value(key) is not { } text)
            {
                return null;
            }

            if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address))
            {
                // Not repeated: it may hold a password.
                problems.Add($"{key}: is not an address, such as {example}.");
            }

            return address;
        }

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
