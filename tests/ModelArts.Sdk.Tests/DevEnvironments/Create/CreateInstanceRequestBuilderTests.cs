using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>Each step lands in the JSON where the API's tables want it.</summary>
public sealed class CreateInstanceRequestBuilderTests
{
    private const string Head = """{"name":"n","profile_id":"p","flavor":"f","spec":""";

    [Fact]
    public void WithEvsStorage_Default_Is5GB() =>
        AssertJson(Head + """{"storage":{"type":"evs","location":{"volume_size":5}}}}""", Begin().WithEvsStorage());

    [Fact]
    public void WithEvsStorage_Size_IsTheVolumeSize() =>
        AssertJson(Head + """{"storage":{"type":"evs","location":{"volume_size":4096}}}}""", Begin().WithEvsStorage(4096));

    [Fact]
    public void WithObsStorage_Path_IsTheLocation() =>
        AssertJson(Head + """{"storage":{"type":"obs","location":{"path":"/bucket/dir/"}}}}""", Begin().WithObsStorage("/bucket/dir/"));

    [Fact]
    public void WithParallelFileSystem_All_IsTheStorage() => AssertJson(
        Head + """{"storage":{"type":"obsfs","location":{"path":"fs","mount_path":"/home/x","access_modes":"ReadOnlyMany"}}}}""",
        Begin().WithParallelFileSystem("fs", "/home/x", AccessMode.ReadOnlyMany));

    [Fact]
    public void WithParallelFileSystem_BucketOnly_LeavesTheRestToTheService() =>
        AssertJson(Head + """{"storage":{"type":"obsfs","location":{"path":"fs"}}}}""", Begin().WithParallelFileSystem("fs"));

    [Fact]
    public void WithStorage_UnknownType_IsSentUntouched() => AssertJson(
        Head + """{"storage":{"type":"next","location":{"path":"x"}}}}""",
        Begin().WithStorage(new StorageSpec { Type = "next", Location = new StorageLocationSpec { Path = "x" } }));

    [Fact]
    public void WithStorage_SetTwice_TheLastCounts() => AssertJson(
        Head + """{"storage":{"type":"evs","location":{"volume_size":9}}}}""",
        Begin().WithObsStorage("/bucket/dir/").WithEvsStorage(9));

    [Fact]
    public void AddParallelFileSystem_Twice_IsAnArrayInOrder() => AssertJson(
        Head + """
        {"storage":{"type":"evs","location":{"volume_size":5}},"extend_storage":[
        {"type":"obsfs","location":{"path":"one"}},
        {"type":"obsfs","location":{"path":"two","mount_path":"/two","access_modes":"ReadWriteMany"}}]}}
        """,
        Begin().WithEvsStorage().AddParallelFileSystem("one").AddParallelFileSystem("two", "/two", AccessMode.ReadWriteMany));

    [Fact]
    public void WithAutoStop_Duration_IsInSecondsAndEnabled() => AssertJson(
        Head + """{"storage":{"type":"evs","location":{"volume_size":5}},"auto_stop":{"enable":true,"duration":5400}}}""",
        Begin().WithEvsStorage().WithAutoStop(TimeSpan.FromMinutes(90)));

    [Fact]
    public void WithAutoStop_Prompt_IsSent() => AssertJson(
        Head + """{"storage":{"type":"evs","location":{"volume_size":5}},"auto_stop":{"enable":true,"duration":3600,"prompt":false}}}""",
        Begin().WithEvsStorage().WithAutoStop(TimeSpan.FromHours(1), prompt: false));

    [Fact]
    public void WithAnnotation_SetTwice_KeepsTheLastValue() => AssertJson(
        Head + """{"storage":{"type":"evs","location":{"volume_size":5}},"annotations":{"a":"2","b":"3"}}}""",
        Begin().WithEvsStorage().WithAnnotation("a", "1").WithAnnotation("a", "2").WithAnnotation("b", "3"));

    [Fact]
    public void WithDescriptionWorkspacePoolAndAiProject_StandBesideTheSpec() => AssertJson(
        """
        {"name":"n","profile_id":"p","flavor":"f","spec":{"storage":{"type":"evs","location":{"volume_size":5}}},
        "description":"d","workspace":{"id":"w"},"pool":{"id":"pool","type":"USER_DEFINED"},"ai_project":{"id":"ai"}}
        """,
        Begin().WithEvsStorage().WithDescription("d").WithWorkspace("w").WithPool("pool", ResourcePoolType.UserDefined).WithAiProject("ai"));

    [Fact]
    public void WithPool_IdOnly_LeavesTheTypeToTheService() => AssertJson(
        """{"name":"n","profile_id":"p","flavor":"f","spec":{"storage":{"type":"evs","location":{"volume_size":5}}},"pool":{"id":"pool"}}""",
        Begin().WithEvsStorage().WithPool("pool"));

    private static CreateInstanceRequestBuilder Begin() => CreateInstanceRequest.For("n").WithProfile("p").WithFlavor("f");

    private static void AssertJson(string expected, CreateInstanceRequestBuilder builder)
    {
        JsonElement actual = JsonSerializer.SerializeToElement(builder.Build(), ModelArtsJsonContext.Default.CreateInstanceRequest);
        using JsonDocument wanted = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, actual), actual.GetRawText());
    }
}
