using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

public sealed class SignInTests : SimulatorTest
{
    private static readonly string[] HostileIds = ["DE-ä ö", "a+b", "a%2Fb", "a?b=c&d", "~tilde*", "%25", "日本"];

    private protected override SimulatorOptions Options => new() { SecurityToken = "temporary" };

    public static TheoryData<SimulatorSignIn, SigningScheme> Ways => new()
    {
        { SimulatorSignIn.Token, SigningScheme.Access },
        { SimulatorSignIn.AccessKey, SigningScheme.Access },
        { SimulatorSignIn.AccessKey, SigningScheme.CredentialScope },
        { SimulatorSignIn.Password, SigningScheme.Access },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task EveryOperation_InEachWayToSignIn_IsAccepted(SimulatorSignIn signIn, SigningScheme scheme)
    {
        using ModelArtsClient client = new(OptionsFor(signIn, scheme));
        DevEnvironmentsClient environments = client.DevEnvironments;

        string id = (await environments.CreateAsync(
            CreateInstanceRequest.For("notebook").WithProfile("p").WithFlavor("f").WithEvsStorage().WithDescription("größer").Build(),
            Cancellation)).InstanceId;
        Advance(30);
        await environments.GetAsync(id, Cancellation);
        await environments.GetAccessTokenAsync(id, Cancellation);
        await environments.UpdateAsync(id, new UpdateInstanceRequest { Description = "日本" }, Cancellation);
        InstancePage page = await environments.ListPageAsync(
            new ListInstancesQuery { Status = InstanceStatus.Running, OnlyOwn = false, AiProject = "default-ai-project", WorkspaceId = "a b+c&d=é" }, Cancellation);
        await environments.StopAsync(id, Cancellation);
        Advance(5);
        await environments.DeleteAsync(id, Cancellation);

        Assert.Equal(0, page.TotalCount);
        SimulatorAuthentication expected = signIn == SimulatorSignIn.AccessKey ? SimulatorAuthentication.SignatureAccepted : SimulatorAuthentication.TokenAccepted;
        SimulatorJournalEntry[] entries = [.. Simulator.Journal.Entries.Where(entry => entry.Operation != SimulatorOperation.CreateToken)];
        Assert.Equal(7, entries.Length);
        Assert.All(entries, entry => Assert.Equal((expected, 200), (entry.Authentication, entry.StatusCode)));
        Simulator.Journal.ShouldHave(signIn == SimulatorSignIn.Password ? 1 : 0, SimulatorOperation.CreateToken);
    }

    [Theory]
    [InlineData(SigningScheme.Access)]
    [InlineData(SigningScheme.CredentialScope)]
    public async Task SignedRequests_HostileIds_AreAcceptedAndArriveAsTheyAre(SigningScheme scheme)
    {
        using ModelArtsClient client = new(OptionsFor(SimulatorSignIn.AccessKey, scheme));

        foreach (string id in HostileIds)
        {
            ModelArtsApiException exception =
                await Assert.ThrowsAsync<ModelArtsApiException>(() => client.DevEnvironments.GetAsync(id, Cancellation));
            Assert.Equal((id, ModelArtsErrorCode.InstanceNotFound), (Simulator.Journal.Entries[^1].InstanceId, exception.ErrorCode));
        }

        Assert.All(Simulator.Journal.Entries, entry => Assert.Equal(SimulatorAuthentication.SignatureAccepted, entry.Authentication));
    }

    [Theory]
    [InlineData(SigningScheme.Access)]
    [InlineData(SigningScheme.CredentialScope)]
    public async Task AccessKey_WrongSecret_IsToldSoAfterOneRequest(SigningScheme scheme)
    {
        ModelArtsClientOptions options = OptionsFor(SimulatorSignIn.AccessKey, scheme);
        options.Credential = new AccessKeyCredential(Simulator.AccessKey, Simulator.SecretKey + "x", Simulator.SecurityToken);
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException exception =
            await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => client.DevEnvironments.GetAsync("DE-1", Cancellation));

        Assert.Equal((HttpStatusCode.Unauthorized, new ModelArtsErrorCode("APIGW.0301")), (exception.StatusCode, exception.ErrorCode));
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((SimulatorAuthentication.SignatureMismatch, exception.RequestId), (entry.Authentication, entry.RequestId));
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(24)]
    public async Task AccessKey_ClockHoursAway_IsCorrectedOnceAndRemembered(int hours)
    {
        ModelArtsClientOptions options = OptionsFor(SimulatorSignIn.AccessKey, SigningScheme.Access);
        options.TimeProvider = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Clock.GetUtcNow().AddHours(hours));
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);

        Assert.Equal(
            [SimulatorAuthentication.SignatureOutOfTime, SimulatorAuthentication.SignatureAccepted, SimulatorAuthentication.SignatureAccepted],
            Simulator.Journal.Entries.Select(entry => entry.Authentication));
    }

    [Fact]
    public async Task Password_TokenExpiredForTheService_IsRenewedOnce()
    {
        ModelArtsClientOptions options = OptionsFor(SimulatorSignIn.Password, SigningScheme.Access);
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(Clock.GetUtcNow());
        options.TimeProvider = clock;
        using ModelArtsClient client = new(options);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);

        // By the client's clock the token is still good, and not so new that another would fare no better.
        clock.Advance(TimeSpan.FromMinutes(1));
        Advance(86_400);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);

        Simulator.Journal.ShouldHave(2, SimulatorOperation.CreateToken);
        Assert.Equal(
            [SimulatorAuthentication.TokenAccepted, SimulatorAuthentication.TokenExpired, SimulatorAuthentication.TokenAccepted],
            Simulator.Journal.Of(SimulatorOperation.List).Select(entry => entry.Authentication));
    }

    [Fact]
    public async Task Password_Wrong_IsToldSoWithTheTraceIdAndWithoutThePassword()
    {
        ModelArtsClientOptions options = OptionsFor(SimulatorSignIn.Password, SigningScheme.Access);
        options.Credential = new IamPasswordCredential(Simulator.UserName, "canary", Simulator.DomainName);
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException exception =
            await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => client.DevEnvironments.GetAsync("DE-1", Cancellation));

        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
        Assert.Contains("The username or password is wrong.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((SimulatorAuthentication.PasswordWrong, exception.RequestId), (entry.Authentication, entry.RequestId));
    }

    [Theory]
    [InlineData(SimulatorSignIn.Token)]
    [InlineData(SimulatorSignIn.AccessKey)]
    [InlineData(SimulatorSignIn.Password)]
    public async Task ProjectId_NotGiven_IsFoundThroughIam(SimulatorSignIn signIn)
    {
        ModelArtsClientOptions options = OptionsFor(signIn, SigningScheme.Access);
        options.ProjectId = null;
        options.Region = ModelArtsRegion.CnNorth4;
        using ModelArtsClient client = new(options);

        Assert.Equal(0, (await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).TotalCount);
        Assert.Equal(0, (await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).TotalCount);

        // With a token for a password, IAM says the project together with the token.
        Simulator.Journal.ShouldHave(signIn == SimulatorSignIn.Password ? 0 : 1, SimulatorOperation.FindProjects, entry => entry.StatusCode == 200);
        Simulator.Journal.ShouldHave(signIn == SimulatorSignIn.Password ? 1 : 0, SimulatorOperation.CreateToken);
    }

    [Fact]
    public async Task ProjectId_OfAnother_IsRefused()
    {
        ModelArtsClientOptions options = OptionsFor(SimulatorSignIn.AccessKey, SigningScheme.Access);
        options.ProjectId = "another";
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException exception =
            await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => client.DevEnvironments.GetAsync("DE-1", Cancellation));

        Assert.Equal((HttpStatusCode.Forbidden, ModelArtsErrorCode.ProjectMismatch), (exception.StatusCode, exception.ErrorCode));
        Assert.Single(Simulator.Journal.Entries);
    }

    [Fact]
    public void CreateClientOptions_ImpossibleWay_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulator.CreateClientOptions((SimulatorSignIn)9));

    private ModelArtsClientOptions OptionsFor(SimulatorSignIn signIn, SigningScheme scheme)
    {
        ModelArtsClientOptions options = Simulator.CreateClientOptions(signIn);
        options.SigningScheme = scheme;
        return options;
    }
}
