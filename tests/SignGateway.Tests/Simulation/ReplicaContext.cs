namespace SignGateway.Tests.Simulation;

/// <summary>Every await of one replica comes back through here. Once the replica is dead, nothing of it runs on.</summary>
internal sealed class ReplicaContext(Scheduler scheduler) : SynchronizationContext
{
    public bool IsDead { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(() => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nobody waits for a thread here.");

    private void Run(SendOrPostCallback callback, object? state)
    {
        if (IsDead)
            return;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }
}
