using System.Text;
using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class MachineHostTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task ReadFileAsync_EveryEncodingWithAMark_IsRead()
    {
        foreach (Encoding encoding in new Encoding[] { new UTF8Encoding(false), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            await File.WriteAllTextAsync(_path, "[basic]\nak=ü", encoding, TestContext.Current.CancellationToken);

            Assert.Equal("[basic]\nak=ü", await MachineHost.Instance.ReadFileAsync(_path));
        }
    }

    [Fact]
    public async Task ReadFileAsync_NoSuchFileOrFolder_IsNull()
    {
        Assert.Null(await MachineHost.Instance.ReadFileAsync(_path));
        Assert.Null(await MachineHost.Instance.ReadFileAsync(Path.Combine(_path, "credentials")));
    }

    [Fact]
    public async Task ReadFileAsync_HugeFile_IsRefused()
    {
        await File.WriteAllBytesAsync(_path, new byte[300 * 1024], TestContext.Current.CancellationToken);

        Assert.Contains("256 KiB", (await Assert.ThrowsAsync<IOException>(() => MachineHost.Instance.ReadFileAsync(_path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFileAsync_FileThatAnotherIsWriting_IsRead()
    {
        await using FileStream writer = new(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await writer.WriteAsync("[basic]"u8.ToArray(), TestContext.Current.CancellationToken);
        await writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal("[basic]", await MachineHost.Instance.ReadFileAsync(_path));
    }

    [Fact]
    public void GetVariable_OfNobody_IsNull() => Assert.Null(MachineHost.Instance.GetVariable("MODELARTS_SDK_TESTS_" + Path.GetRandomFileName()));

    public void Dispose() => File.Delete(_path);
}
