namespace SignGateway.Chaos.Tests.Loads;

/// <summary>
/// Keeps load and faults in step, however fast the machine is: each fault has its own portion of the uploads, which waits until that fault's turn,
/// and the next fault waits until the portion has been taken up.
/// </summary>
internal sealed class Course
{
    private readonly int _uploads;
    private readonly TaskCompletionSource[] _opened;
    private readonly TaskCompletionSource[] _takenUp;

    public Course(int uploads, int portions)
    {
        _uploads = uploads;
        _opened = Gates(portions);
        _takenUp = Gates(portions);
    }

    /// <summary>How many uploads a portion has.</summary>
    public int Portion => _uploads / _opened.Length;

    public void Open(int portion) => _opened[portion].TrySetResult();

    public Task TakenUpAsync(int portion, CancellationToken cancellationToken) => _takenUp[portion].Task.WaitAsync(cancellationToken);

    /// <summary>Waits for an upload's turn; they come by number. Answers its place in its portion.</summary>
    public async Task<int> EnterAsync(int number, CancellationToken cancellationToken)
    {
        var portion = PortionOf(number);
        await _opened[portion].Task.WaitAsync(cancellationToken);
        if (number == _uploads - 1 || PortionOf(number + 1) != portion)
            _takenUp[portion].TrySetResult();
        return number - (int)((long)portion * _uploads / _opened.Length);
    }

    private int PortionOf(int number) => (int)((long)number * _opened.Length / _uploads);

    private static TaskCompletionSource[] Gates(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
}
