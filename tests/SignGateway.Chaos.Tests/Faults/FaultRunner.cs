using System.Diagnostics;
using System.Globalization;
using OssSimulator.Faults;
using SignGateway.Chaos.Tests.Fleets;
using SignGateway.Chaos.Tests.Loads;

namespace SignGateway.Chaos.Tests.Faults;

/// <summary>
/// Makes the planned faults, one portion of the load after another.
/// Redis stays away into the next fault; the other parts come back before it.
/// </summary>
internal sealed class FaultRunner(Fleet fleet, IReadOnlyList<PlannedFault> plan)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<string> _log = [];
    private Task _redisBack = Task.CompletedTask;

    /// <summary>What happened, each line with its time.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
                return [.. _log];
        }
    }

    public int Made { get; private set; }

    private SimulatorFaults Storage => fleet.Storage.Server.Faults;

    public async Task RunAsync(Course course, CancellationToken cancellationToken)
    {
        for (var number = 0; number < plan.Count; number++)
        {
            course.Open(number);
            await Task.Delay(plan[number].After, cancellationToken);
            await MakeAsync(plan[number], cancellationToken);
            Made++;
            await course.TakenUpAsync(number, cancellationToken);
        }
    }

    /// <summary>Ends all troubles.</summary>
    public async Task HealAsync()
    {
        Storage.Drop = 0;
        Storage.Delay = 0;
        Storage.Repeat = 0;
        Storage.Everywhere = 0;
        Storage.HangHead = 0;
        Storage.Refuse = 0;
        await _redisBack;
        Say("healed");
    }

    private async Task MakeAsync(PlannedFault fault, CancellationToken cancellationToken)
    {
        Say($"{fault.Kind}, {(fault.IsOfStorage ? $"{fault.Times} times" : $"{fault.Hold.TotalSeconds:0.0} s")}");
        switch (fault.Kind)
        {
            case FaultKind.DropCallbacks:
                // Each of a callback's addresses counts.
                Storage.Drop = fault.Times * fleet.Replicas.Count;
                break;
            case FaultKind.DelayCallbacks:
                Storage.Delay = fault.Times;
                break;
            case FaultKind.RepeatCallbacks:
                Storage.Repeat = fault.Times;
                break;
            case FaultKind.ScatterCallbacks:
                Storage.Everywhere = fault.Times;
                break;
            case FaultKind.HangLooks:
                Storage.Delay = fault.Times;
                Storage.HangHead = fault.Times;
                break;
            case FaultKind.RefuseObjects:
                Storage.RefuseStatus = fault.RefuseStatus;
                Storage.Drop = fault.Times * fleet.Replicas.Count;
                Storage.Refuse = fault.Times;
                break;
            case FaultKind.KillReplica:
                await fleet.Replicas[fault.Replica].KillAsync();
                await Task.Delay(fault.Hold, cancellationToken);
                await fleet.Replicas[fault.Replica].StartAsync();
                Say($"replica {fault.Replica} is back");
                break;
            case FaultKind.KillRedis:
                await _redisBack;
                await fleet.Redis.KillAsync();
                _redisBack = BringRedisBackAsync(fault.Hold);
                break;
            case FaultKind.KillPostgres:
                await fleet.Postgres.KillAsync();
                await Task.Delay(fault.Hold, cancellationToken);
                await fleet.Postgres.StartAgainAsync();
                Say("PostgreSQL is back");
                break;
            default:
                throw new UnreachableException($"Unhandled fault {fault.Kind}");
        }
    }

    private async Task BringRedisBackAsync(TimeSpan hold)
    {
        await Task.Delay(hold);
        await fleet.Redis.StartAgainAsync();
        Say("Redis is back");
    }

    private void Say(string what)
    {
        lock (_log)
            _log.Add(string.Create(CultureInfo.InvariantCulture, $"{_watch.Elapsed.TotalSeconds,7:0.0} s  {what}"));
    }
}
