namespace SignGateway.Tests.Simulation;

/// <summary>
/// Calls from replicas to what they share. A call happens at some time after it was made, whether or not its caller still lives; it may be lost
/// on its way, and so may its answer; and its caller may be told late.
/// </summary>
internal sealed class Wire(Scheduler scheduler)
{
    /// <summary>Of a hundred calls, how many fail in one way or another.</summary>
    public int Trouble { get; set; }

    public Task<T> CallAsync<T>(Func<T> effect, Func<Exception> lost, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>();
        var registration = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        Deliver(() =>
        {
            var fate = scheduler.Next(100);
            if (fate < Trouble / 2)
            {
                Deliver(() => Fail(answer, registration, lost()));
                return;
            }

            T result;
            try
            {
                result = effect();
            }
            catch (Exception exception)
            {
                Deliver(() => Fail(answer, registration, exception));
                return;
            }

            if (fate < Trouble)
                Deliver(() => Fail(answer, registration, lost()));
            else
                Deliver(() => Succeed(answer, registration, result));
        });
        return answer.Task;
    }

    private void Deliver(Action action)
    {
        if (scheduler.Next(10) == 0)
            scheduler.After(scheduler.Within(TimeSpan.FromSeconds(6)), action);
        else
            scheduler.Post(action);
    }

    private static void Succeed<T>(TaskCompletionSource<T> answer, CancellationTokenRegistration registration, T result)
    {
        registration.Unregister();
        answer.TrySetResult(result);
    }

    private static void Fail<T>(TaskCompletionSource<T> answer, CancellationTokenRegistration registration, Exception exception)
    {
        registration.Unregister();
        answer.TrySetException(exception);
    }
}
