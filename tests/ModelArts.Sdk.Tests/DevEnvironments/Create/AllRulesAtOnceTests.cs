using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class AllRulesAtOnceTests
{
    private static readonly CreateInstanceRequest AllWrong = new()
    {
        Name = "a name",
        ProfileId = "",
        Flavor = default,
        Description = "a & b",
        Pool = new PoolSpec { Id = "" },
        Spec = new NotebookSpec
        {
            Storage = new StorageSpec { Type = StorageType.Obs, Location = new StorageLocationSpec { Path = "/bucket", VolumeSize = 1 } },
            ExtendStorage = [new StorageSpec { Type = StorageType.Evs }],
            AutoStop = new AutoStopSpec { Enable = true },
            Annotations = new Dictionary<string, string> { [""] = "" },
        },
    };

    [Fact]
    public void Validate_EverythingWrong_ReportsEveryRuleAtOnce() => Broken.Rules(
        AllWrong,
        new Broken("name", 2, "ModelArts.6334"),
        new Broken("profile_id", 2, "ModelArts.6335"),
        new Broken("flavor", 2, "ModelArts.6335"),
        new Broken("description", 2, "ModelArts.6334"),
        new Broken("spec.storage.location.path", 5, "ModelArts.6318"),
        new Broken("spec.storage.location.path", 5, "ModelArts.6358"),
        new Broken("spec.storage.location.volume_size", 5, "ModelArts.6336"),
        new Broken("spec.extend_storage[0].type", 3, "ModelArts.6324"),
        new Broken("spec.auto_stop.duration", 6, "ModelArts.6348"),
        new Broken("spec.annotations", 3, "ModelArts.6336"),
        new Broken("pool.id", 8, "ModelArts.6335"));

    [Fact]
    public void InvalidRequestException_SeveralRules_ListsEachWithPathRuleAndTable()
    {
        InvalidRequestException exception = new(AllWrong.Validate());

        string[] lines = exception.Message.Split('\n');
        Assert.Equal("The request was not sent, since it breaks 11 rules of the API:", lines[0]);
        Assert.Equal(12, lines.Length);
        Assert.Equal("  - name: may hold letters A to Z and a to z, digits, '-' and '_' only (Table 2)", lines[1]);
        Assert.Equal("  - spec.storage.location.volume_size: is for block storage (evs) only (Table 5)", lines[7]);
    }

    [Fact]
    public void InvalidRequestException_OneRule_SaysItInOneLine() => Assert.Equal(
        "The request was not sent, since it breaks a rule of the API: flavor: is required (Table 2).",
        new InvalidRequestException((ValidRequest.Create() with { Flavor = default }).Validate()).Message);

    [Fact]
    public void InvalidRequestException_NoFailures_IsAnArgumentError() =>
        Assert.Throws<ArgumentNullException>(() => new InvalidRequestException(null!));
}
