using System.IO.Pipelines;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>One end of a connection that has no network under it.</summary>
internal sealed class InMemoryPipe(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;

    public static (InMemoryPipe Client, InMemoryPipe Server) Pair()
    {
        (Pipe there, Pipe back) = (new Pipe(), new Pipe());
        return (new InMemoryPipe(back.Reader, there.Writer), new InMemoryPipe(there.Reader, back.Writer));
    }
}
