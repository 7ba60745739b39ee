using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DependencyInjection;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Canary;

/// <summary>
/// Every kind of credential, through every outcome of a call, against a service that repeats whatever it was sent: no log at Trace, no
/// activity, no exception and no object of ours shows a secret.
/// </summary>
public sealed class CanaryTests
{
    public static TheoryData<string, string, string> Cases
    {
        get
        {
            TheoryData<string, string, string> cases = [];
            foreach (string kind in CanaryCredentials.Kinds)
            {
                foreach (string outcome in EchoNetwork.Outcomes)
                {
                    cases.Add(kind, outcome, EchoNetwork.Service);
                    cases.Add(kind, outcome, EchoNetwork.Iam);
                    if (kind == CanaryCredentials.Server)
                    {
                        cases.Add(kind, outcome, EchoNetwork.Metadata);
                    }
                }
            }

            return cases;
        }
    }

    public static TheoryData<string> Outcomes => [.. EchoNetwork.Outcomes];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Call_WhateverComesOfIt_ShowsNoSecret(string kind, string outcome, string where)
    {
        using Witness witness = new();
        using EchoNetwork network = new(outcome, where);
        ModelArtsCredential credential = CanaryCredentials.Make(kind, network);
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(witness));
            services.AddModelArts(options => Configure(options, credential, outcome, where)).ConfigurePrimaryHttpMessageHandler(() => network);
        });

        Exception? error = await Record.ExceptionAsync(
            () => provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.True(outcome == EchoNetwork.Success ? error is null : error is ModelArtsException, error?.ToString());
        witness.See(error);
        See(witness, credential, outcome, where, network);
        witness.AssertSawNone([.. CanaryCredentials.Secrets, .. network.Signatures]);

        // That there was something to hide, and somebody who looked.
        Assert.True(network.SecretsSent > 0 || where == EchoNetwork.Metadata);
        Assert.Contains("DE-1", witness.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task CreateAndWait_WhateverComesOfIt_TellsNoSecret(string outcome)
    {
        using Witness witness = new();
        using EchoNetwork network = new(outcome, EchoNetwork.Service);
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(witness));
            services.AddModelArts(options =>
            {
                Configure(options, CanaryCredentials.Make("temporary key", network), outcome, EchoNetwork.Service);
                options.Retry = new ModelArtsRetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(1), CreateVisibilityDelay = TimeSpan.Zero };
                if (outcome == EchoNetwork.Timeout)
                {
                    options.AttemptTimeout = TimeSpan.FromMilliseconds(20);
                    options.TotalTimeout = TimeSpan.FromMilliseconds(500);
                }
            }).ConfigurePrimaryHttpMessageHandler(() => network);
        });
        DevEnvironmentsClient client = provider.GetRequiredService<DevEnvironmentsClient>();
        CancellationToken token = TestContext.Current.CancellationToken;
        WaitOptions quick = new() { MinInterval = TimeSpan.FromMilliseconds(1), MaxInterval = TimeSpan.FromMilliseconds(1) };

        witness.See(await Record.ExceptionAsync(() => client.CreateAsync(ValidRequest.Create(), token)));
        witness.See(await Record.ExceptionAsync(() => client.StopAsync(Answer.InstanceId, token)));
        witness.See(await Record.ExceptionAsync(() => client.GetOperation(Answer.InstanceId, InstanceGoal.Running).WaitAsync(quick, token)));
        InstanceOperation operation = client.GetOperation(Answer.InstanceId, InstanceGoal.Running);
        await client.WaitAllAsync([operation], quick, token);
        witness.See(operation.Failure);

        witness.AssertSawNone([.. CanaryCredentials.Secrets, .. network.Signatures]);
        Assert.True(network.SecretsSent > 0);
        foreach (string span in new[] { "Create", "Stop", "Wait", "WaitAll" })
        {
            Assert.Contains($"ModelArts.Sdk DevEnvironments.{span} ", witness.Activities, StringComparison.Ordinal);
        }

        Assert.Contains("modelarts.client.call.duration modelarts.operation=DevEnvironments.Create", witness.Metrics, StringComparison.Ordinal);
        Assert.Contains("Instance DE-1", witness.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OverARealConnection_ShowsNoSecretInTheActivitiesOfTheNetwork()
    {
        const string Body = "{\"id\":\"DE-1\",\"status\":\"RUNNING\"}";
        using Witness witness = new();
        await using LoopbackServer server = new($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}");
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(witness));
            services.AddModelArts(options =>
            {
                options.Endpoint = server.Endpoint;
                options.ProjectId = "p1";
                options.AllowInsecureHttp = true;
                options.Credential = new AccessKeyCredential(CanaryCredentials.AccessKey, CanaryCredentials.SecretKey, CanaryCredentials.SecurityToken);
            });
        });

        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        if (Environment.Version.Major >= 9)
        {
            // The activities of .NET 8 carry no address.
            Assert.Contains(server.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), witness.Activities, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Signature=", witness.Text, StringComparison.Ordinal);
        witness.AssertSawNone(CanaryCredentials.Secrets);
    }

    private static void Configure(ModelArtsClientOptions options, ModelArtsCredential credential, string outcome, string where)
    {
        options.Region = ModelArtsRegion.CnNorth4;
        options.ProjectId = where == EchoNetwork.Iam ? null : "p1";
        options.Credential = credential;

        // Many cases, and real time: what is shown is the same however long the pauses are.
        options.Retry = new ModelArtsRetryOptions { MaxAttempts = 2, BaseDelay = TimeSpan.FromMilliseconds(1) };
        if (outcome == EchoNetwork.Timeout)
        {
            options.AttemptTimeout = TimeSpan.FromMilliseconds(where == EchoNetwork.Metadata ? 10_000 : 300);
        }
    }

    private static void See(Witness witness, ModelArtsCredential credential, string outcome, string where, EchoNetwork network)
    {
        ModelArtsClientOptions options = new();
        Configure(options, credential, outcome, where);
        witness.See(credential);
        witness.See(options);
        witness.See(new CredentialContext(options, network));
        witness.See(new HttpRequestException(ModelArtsClientOptionsRules.Describe(ModelArtsClientOptionsRules.Check(options))));
    }
}
