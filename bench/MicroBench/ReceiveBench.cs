using System.Text;
using BenchmarkDotNet.Attributes;

namespace MicroBench;

/// <summary>A callback from its headers to its answer, with ledger and guard in memory: all of it but the server.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class ReceiveBench
{
    private const int Callbacks = 1000;

    private readonly LocalGateway _gateway = new();
    private (byte[] Body, string Signature)[] _callbacks = [];

    [GlobalSetup]
    public Task SetUpAsync() => _gateway.StartHistoryAsync();

    [IterationSetup(Target = nameof(FreshAsync))]
    public void MakeCallbacks() => _callbacks = MakeAsync().GetAwaiter().GetResult();

    [IterationSetup(Target = nameof(RepeatedAsync))]
    public void MakeRecordedCallbacks()
    {
        MakeCallbacks();
        ReceiveAsync().GetAwaiter().GetResult();
    }

    [Benchmark(OperationsPerInvoke = Callbacks)]
    public Task FreshAsync() => ReceiveAsync();

    [Benchmark(OperationsPerInvoke = Callbacks)]
    public Task RepeatedAsync() => ReceiveAsync();

    private async Task ReceiveAsync()
    {
        foreach (var (body, signature) in _callbacks)
            await _gateway.ReceiveAsync(body, signature);
    }

    private async Task<(byte[], string)[]> MakeAsync()
    {
        var made = new (byte[], string)[Callbacks];
        for (var index = 0; index < made.Length; index++)
        {
            var callback = await _gateway.MakeCallbackAsync();
            made[index] = (Encoding.UTF8.GetBytes(callback.Body), callback.Signature);
        }

        return made;
    }
}
