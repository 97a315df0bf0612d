using System.Text.Json.Nodes;
using OssSimulator;
using OssSimulator.Callbacks;

namespace SignGateway.Chaos.Tests.Judging;

/// <summary>Follows storage's log of callbacks, which keeps only the latest, and counts for each upload how often the gateway called a callback the first.</summary>
internal sealed class CallbackWatch(SimulatorServer storage)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, int> _firsts = [];
    private CallbackRecord? _latest;

    /// <summary>Callbacks that fell out of the log unseen.</summary>
    public bool HasGap { get; private set; }

    public int Answered { get; private set; }

    public int Unanswered { get; private set; }

    /// <summary>Uploads that more than one callback was told to be the first of.</summary>
    public IEnumerable<string> Doubled => _firsts.Where(first => first.Value > 1).Select(first => first.Key);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            ReadOn();
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ReadOn();
    }

    private void ReadOn()
    {
        var records = storage.Callbacks;
        var seen = records.Count - 1;
        while (seen >= 0 && !ReferenceEquals(records[seen], _latest))
            seen--;
        HasGap |= seen < 0 && _latest is not null;
        foreach (var record in records.Skip(seen + 1))
            Read(record);
        if (records.Count > 0)
            _latest = records[^1];
    }

    private void Read(CallbackRecord record)
    {
        if (record.Status != 200)
        {
            Unanswered++;
            return;
        }

        Answered++;
        var answer = JsonNode.Parse(record.Answer)!;
        if ((bool)answer["duplicate"]! is false)
        {
            var id = (string)answer["id"]!;
            _firsts[id] = _firsts.GetValueOrDefault(id) + 1;
        }
    }
}
