using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>Run by the runtime before a server's own start: at SIGUSR1 the server writes down how many bytes it has allocated so far.</summary>
internal static class StartupHook
{
    private const PosixSignal UserSignal = (PosixSignal)10;

    /// <summary>Held, or its end would be the registration's.</summary>
    internal static PosixSignalRegistration? Registration { get; private set; }

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("BENCH_ALLOCATED") is { } path)
            Registration = PosixSignalRegistration.Create(UserSignal, context => Write(context, path));
    }

    private static void Write(PosixSignalContext context, string path)
    {
        // What the system would do with this signal is end the process.
        context.Cancel = true;
        File.WriteAllText(path + ".new", GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
        File.Move(path + ".new", path, overwrite: true);
    }
}
