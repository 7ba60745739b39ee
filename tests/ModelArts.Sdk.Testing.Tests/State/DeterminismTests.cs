using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Tests.State;

/// <summary>The state is a function of what was asked and when: looking at it changes nothing.</summary>
public sealed class DeterminismTests
{
    private const int Steps = 400;

    private static readonly string[] Actions = ["start", "stop", "restart", "queue", "dequeue", "delete", "create"];

    [Theory]
    [InlineData(1, true, 0)]
    [InlineData(2, true, 3)]
    [InlineData(3, false, 0)]
    [InlineData(4, false, 3)]
    public void AnyStory_LookedAtEverySecondOrNever_EndsTheSame(int seed, bool startsAfterQueue, int lag)
    {
        SimulatorOptions options = new()
        {
            FreeCapacity = 2,
            FreeRunDuration = TimeSpan.FromSeconds(40),
            StartsAfterQueue = startsAfterQueue,
            ActionLag = TimeSpan.FromSeconds(lag),
        };
        Story unseen = new(options);
        Story watched = new(options);
        Random random = new(seed);
        HashSet<string> statuses = [];
        for (int step = 0; step < Steps; step++)
        {
            string action = Actions[random.Next(Actions.Length)];
            string name = $"n-{random.Next(10)}";
            int pause = random.Next(25);

            Assert.Equal(unseen.Do(action, name), watched.Do(action, name));
            unseen.Clock.Advance(TimeSpan.FromSeconds(pause));
            for (int second = 0; second < pause; second++)
            {
                watched.Clock.Advance(TimeSpan.FromSeconds(1));
                statuses.UnionWith(watched.Look().Select(instance => instance.Status));
            }

            // Not at each step, since that would be to look.
            if (step % 40 == 39)
            {
                Assert.Equal(watched.Look(), unseen.Look());
            }
        }

        // It was a story of some variety.
        Assert.Superset(
            new HashSet<string> { "CREATING", "CREATE_QUEUING", "START_QUEUING", "STARTING", "RUNNING", "RESTARTING", "STOPPING", "STOPPED", "DELETING" },
            statuses);
        Assert.Equal(!startsAfterQueue, statuses.Contains("READY_TO_START"));
    }

    private sealed class Story
    {
        private readonly SimulatedService _service;
        private readonly Dictionary<string, string> _ids = [];

        private readonly AccountBook _accounts;

        public Story(SimulatorOptions options)
        {
            SimulatorRandom random = new(seed: null);
            _accounts = new AccountBook(options, random, new StoredSecrets([]));
            _service = new SimulatedService(options, _accounts, random, new InstanceStore(options, Clock, file: null), Clock);
        }

        public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch);

        /// <summary>What the answer to an action was, in short.</summary>
        public string Do(string action, string name)
        {
            SimulatorAnswer answer = action == "create"
                ? Ask(SimulatorOperation.Create, null, CreateBody(name))
                : action == "delete"
                ? Ask(SimulatorOperation.Delete, IdOf(name), "")
                : Ask(SimulatorOperation.Act, IdOf(name), $$"""{"action":"{{action}}"}""");
            if (action == "create" && answer.StatusCode == 200)
            {
                _ids[name] = answer.InstanceId!;
            }

            return $"{answer.StatusCode} {answer.ErrorCode} {answer.StatusBefore} {answer.StatusAfter}";
        }

        public (string Name, string Status, DateTimeOffset? Since, int? Rank, DateTimeOffset? Turn)[] Look() =>
        [
            .. _service.Instances.Select(instance => (
                instance.Name!, instance.Status.Value, instance.LatestUpdateTimestamp, instance.QueuingInfo?.Rank, instance.QueuingInfo?.EndTimestamp)),
        ];

        private static string CreateBody(string name)
        {
            System.Text.Json.Nodes.JsonObject request = RawClient.ValidRequest(name, "modelarts.vm.cpu.free");
            return request.ToJsonString();
        }

        private SimulatorAnswer Ask(SimulatorOperation operation, string? id, string body)
        {
            HeaderDictionary headers = new() { ["X-Auth-Token"] = _accounts.First.AuthToken };
            return _service.Answer(
                new Route(operation, _accounts.First.ProjectId!, id), new SimulatorRequest("", "", "", headers, Encoding.UTF8.GetBytes(body), ""));
        }

        private string IdOf(string name) => _ids.GetValueOrDefault(name, "DE-none");
    }
}
