using OssSimulator.Faults;

namespace OssSimulator.Hosting;

/// <summary>The one clock of every service here; it may be set wrong on purpose.</summary>
internal sealed class ServerClock(SimulatorOptions options, SimulatorFaults faults)
{
    public DateTimeOffset Now => options.TimeProvider.GetUtcNow() + faults.ClockOffset;
}
