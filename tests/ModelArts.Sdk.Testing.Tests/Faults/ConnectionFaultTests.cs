using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>What a client's socket sees of faults that strike the connection of a request.</summary>
public sealed class ConnectionFaultTests : SimulatorTest
{
    [Theory]
    [InlineData(FaultKind.Reset, FaultMoment.BeforeCommit, WireEnd.Rst)]
    [InlineData(FaultKind.Reset, FaultMoment.AfterCommit, WireEnd.Rst)]
    [InlineData(FaultKind.Close, FaultMoment.BeforeCommit, WireEnd.Fin)]
    [InlineData(FaultKind.Close, FaultMoment.AfterCommit, WireEnd.Fin)]
    public async Task ResetOrClose_NotAByteOfAnAnswer(FaultKind kind, FaultMoment moment, WireEnd end)
    {
        Fault fault = kind == FaultKind.Reset ? Fault.Reset : Fault.Close;
        bool commits = moment == FaultMoment.AfterCommit;
        Simulator.Faults.On(SimulatorOperation.Create).Do(commits ? fault.AfterCommit() : fault.BeforeCommit());
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendCreateAsync();
        WireRead read = await connection.ReadToEndAsync();

        Assert.Equal(new WireRead("", end), read);
        Assert.Equal(commits ? 1 : 0, Simulator.Instances.Count);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((kind, moment, commits, 0), (entry.Fault!.Kind, entry.Fault.Moment, entry.Committed, entry.StatusCode));
        Assert.Equal(commits ? 200 : null, entry.ServiceStatusCode);
    }

    [Theory]
    [InlineData(FaultKind.ResetMidBody, WireEnd.Rst)]
    [InlineData(FaultKind.CloseMidBody, WireEnd.Fin)]
    public async Task MidBody_HalfOfTheTrueAnswerComes(FaultKind kind, WireEnd end)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(kind == FaultKind.ResetMidBody ? Fault.ResetMidBody : Fault.CloseMidBody);
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendCreateAsync();
        WireRead read = await connection.ReadToEndAsync();

        string truth = (await Client.GetAsync(Assert.Single(Simulator.Instances).Id)).Text;
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", read.Head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Length: {truth.Length}\r\n", read.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json;charset=utf-8", read.Head, StringComparison.Ordinal);
        Assert.Equal((truth[..(truth.Length / 2)], end), (read.Body, read.End));
        Assert.Equal((200, true), (Simulator.Journal.Entries[0].StatusCode, Simulator.Journal.Entries[0].Committed));
    }

    [Fact]
    public async Task MidBody_OfARefusal_CutsTheRefusal()
    {
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.CloseMidBody);
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendAsync("GET", $"{Client.InstancesPath}/DE-none", "");
        WireRead read = await connection.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", read.Head, StringComparison.Ordinal);
        Assert.Equal((400, 400, false), (Simulator.Journal.Entries[0].StatusCode, Simulator.Journal.Entries[0].ServiceStatusCode, Simulator.Journal.Entries[0].Committed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Drip_OneByteAnInterval(bool includingHead)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(300);
        Simulator.Faults.On(SimulatorOperation.List).Do(Fault.Drip(interval, includingHead));
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendListAsync();
        StringBuilder text = new();
        if (!includingHead)
        {
            while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                text.Append(await connection.ReadSomeAsync());
            }

            Assert.EndsWith("\r\n\r\n", text.ToString(), StringComparison.Ordinal);
        }

        int dripped = 0;
        int ticks = 0;
        Task<string> next = connection.ReadSomeAsync();
        while (!next.IsCompleted || (await next).Length > 0)
        {
            if (next.IsCompleted)
            {
                text.Append(await next);
                dripped += (await next).Length;
                Assert.InRange(dripped, 0, ticks);
                next = connection.ReadSomeAsync();
                continue;
            }

            ticks++;
            Clock.Advance(interval);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancellation);
        }

        WireRead read = new(text.ToString(), WireEnd.Fin);
        Assert.Equal("""{"total_count":0,"instances":[]}""", read.Body);
        Assert.Equal(includingHead ? text.Length : read.Body.Length, dripped);
    }

    [Fact]
    public async Task Drip_IsReadInFullByAPatientClient()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.Drip(TimeSpan.Zero));

        RawAnswer answer = await Client.CreateAsync(RawClient.ValidRequest());

        Assert.Equal(Assert.Single(Simulator.Instances).Id, (string?)answer.Json["id"]);
    }

    [Fact]
    public async Task EndlessBody_GoesOnUntilTheClientGoes()
    {
        Simulator.Faults.OnAny().Times(1).Do(Fault.EndlessBody());
        using (RawConnection connection = await RawConnection.OpenAsync(Simulator))
        {
            await connection.SendListAsync();
            string start = await connection.ReadExactlyAsync(8 * 1024 * 1024);

            Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", start, StringComparison.Ordinal);
            Assert.Contains("""{"instances":[{}""", start, StringComparison.Ordinal);
        }

        Assert.Equal((200, null), (Simulator.Journal.Entries[0].StatusCode, Simulator.Journal.Entries[0].ServiceStatusCode));
        Assert.Equal(HttpStatusCode.OK, (await Client.ListAsync("?de_type=Notebook")).Status);
    }

    [Fact]
    public async Task EndlessBody_IsWellFormedAsFarAsItGoes()
    {
        Simulator.Faults.OnAny().Do(Fault.EndlessBody());
        using HttpClient http = new();
        using HttpResponseMessage response = await http.GetAsync(Simulator.Endpoint, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using Stream body = await response.Content.ReadAsStreamAsync(Cancellation);
        byte[] start = new byte[100_000];

        await body.ReadExactlyAsync(start, Cancellation);

        string text = Encoding.ASCII.GetString(start);
        string closed = text[..(text.LastIndexOf('}') + 1)] + "]}";
        Assert.InRange(JsonNode.Parse(closed)!["instances"]!.AsArray().Count, 20_000, 30_000);
    }

    [Fact]
    public async Task GzipBomb_IsSmallOnTheWireAndHugeBehindIt()
    {
        Simulator.Faults.On(SimulatorOperation.List).Do(Fault.GzipBomb(megabytes: 64));
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);
        using HttpClient http = new();

        await connection.SendListAsync();
        string head = (await connection.ReadSomeAsync(1024)).Split("\r\n\r\n")[0];
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Simulator.Endpoint, Client.InstancesPath));
        using HttpResponseMessage response = await http.SendAsync(request, Cancellation);
        byte[] wire = await response.Content.ReadAsByteArrayAsync(Cancellation);

        Assert.Contains("\r\nContent-Encoding: gzip", head, StringComparison.Ordinal);
        Assert.InRange(wire.Length, 1, 128 * 1024);
        await using GZipStream gzip = new(new MemoryStream(wire), CompressionMode.Decompress);
        byte[] start = new byte[8];
        await gzip.ReadExactlyAsync(start, Cancellation);
        long size = start.Length;
        byte last = 0;
        byte[] buffer = new byte[1024 * 1024];
        for (int read; (read = await gzip.ReadAsync(buffer, Cancellation)) > 0; size += read)
        {
            last = buffer[read - 1];
        }

        Assert.Equal((64L * 1024 * 1024, "{\"id\":\"A", (byte)'}'), (size, Encoding.ASCII.GetString(start), last));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hang_NothingComes_UntilItsTimeIsOver(bool afterCommit)
    {
        Fault fault = Fault.HangFor(TimeSpan.FromSeconds(2));
        Simulator.Faults.On(SimulatorOperation.Create).Do(afterCommit ? fault.AfterCommit() : fault);
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendCreateAsync();
        await Eventually.HoldsAsync(() => Simulator.Journal.Entries.Count == 1);
        Assert.Equal(0, connection.Socket.Available);
        Task<string> read = connection.ReadSomeAsync();
        Assert.Equal(HttpStatusCode.OK, (await Client.ListAsync("?de_type=Notebook")).Status);
        Assert.False(read.IsCompleted);

        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => NextAsync(read, TimeSpan.FromSeconds(2)));
        Assert.Equal(afterCommit ? 1 : 0, Simulator.Instances.Count);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("drip")]
    [InlineData("close")]
    [InlineData("slow endless")]
    public async Task ClientGivesUp_TheConnectionIsFreed(string what)
    {
        TimeSpan hour = TimeSpan.FromHours(1);
        Simulator.Faults.OnAny().Do(what switch { "hang" => Fault.Hang, "drip" => Fault.Drip(hour), "close" => Fault.Close, _ => Fault.EndlessBody(hour) });
        using (RawConnection connection = await RawConnection.OpenAsync(Simulator))
        {
            await connection.SendListAsync();
            await Eventually.HoldsAsync(() => Simulator.Journal.Entries.Count == 1);
            Assert.Equal(1, Simulator.Faults.OpenConnections);
        }

        await Eventually.HoldsAsync(() => Simulator.Faults.OpenConnections == 0);
    }

    [Fact]
    public async Task Delay_BeforeCommit_CommitsLate_EvenIfTheClientHasGone()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.DelayBy(TimeSpan.FromSeconds(3)));
        using (RawConnection connection = await RawConnection.OpenAsync(Simulator))
        {
            await connection.SendCreateAsync();
            await Client.ListAsync("?de_type=Notebook");
        }

        // That of the other client is left: the server knows that this one has gone.
        await Eventually.HoldsAsync(() => Simulator.Faults.OpenConnections == 1);
        Assert.Empty(Simulator.Instances);
        await Eventually.HoldsAsync(() =>
        {
            Advance(3);
            return Simulator.Instances.Count == 1;
        });
        await Eventually.HoldsAsync(() => Simulator.Journal.Of(SimulatorOperation.Create) is [{ Committed: true, StatusCode: 200 }]);
    }

    [Fact]
    public async Task Delay_AfterCommit_CommitsAtOnceAndAnswersLate()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.DelayBy(TimeSpan.FromSeconds(3)).AfterCommit());

        Task<RawAnswer> call = Client.CreateAsync(RawClient.ValidRequest());
        await Eventually.HoldsAsync(() => Simulator.Journal.Entries.Count == 1);

        Assert.False(call.IsCompleted);
        Assert.Single(Simulator.Instances);
        Assert.True(Assert.Single(Simulator.Journal.Entries).Committed);
        Assert.Equal(HttpStatusCode.OK, (await NextAsync(call, TimeSpan.FromSeconds(3))).Status);
    }

    [Fact]
    public async Task DelayedBy_AnyFault_StrikesLate()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Do(Fault.Reset.AfterCommit().DelayedBy(TimeSpan.FromSeconds(3)));
        using RawConnection connection = await RawConnection.OpenAsync(Simulator);

        await connection.SendCreateAsync();
        Task<WireRead> read = connection.ReadToEndAsync();
        await Eventually.HoldsAsync(() => Simulator.Instances.Count == 1);

        Assert.False(read.IsCompleted);
        Assert.Equal(WireEnd.Rst, (await NextAsync(read, TimeSpan.FromSeconds(3))).End);
    }

    [Fact]
    public async Task AfterAFault_TheNextConnectionIsServed()
    {
        Simulator.Faults.OnAny().DoInTurn(Fault.Reset, Fault.Close, Fault.ResetMidBody, Fault.CloseMidBody);

        // Not GET: the HTTP client sends what has no body once more by itself when it finds the connection closed.
        for (int index = 0; index < 4; index++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => Client.CreateAsync(RawClient.ValidRequest($"n-{index}")));
        }

        Assert.Equal(HttpStatusCode.OK, (await Client.ListAsync("?de_type=Notebook")).Status);
        Assert.Equal(5, Simulator.Journal.Entries.Count);
        Assert.Equal(["n-2", "n-3"], Simulator.Instances.Select(instance => instance.Name));
    }

    /// <summary>The result, moving the clock on until it is there: a timer that is not set yet is not missed.</summary>
    private async Task<T> NextAsync<T>(Task<T> task, TimeSpan step)
    {
        await Eventually.HoldsAsync(() =>
        {
            if (!task.IsCompleted)
            {
                Clock.Advance(step);
            }

            return task.IsCompleted;
        });
        return await task;
    }
}
