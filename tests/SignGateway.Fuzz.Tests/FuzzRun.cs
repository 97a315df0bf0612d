using System.Globalization;
using Xunit;

namespace SignGateway.Fuzz.Tests;

/// <summary>
/// Which cases are tried. Everything about a case follows from the run's seed and the case's number: <c>FUZZ_SEED</c> and <c>FUZZ_CASE</c> try one again.
/// <c>FUZZ_CASES</c> sets how many there are. The short run is the same each time; the long one, <c>./test.sh fuzz</c>, draws a seed.
/// </summary>
internal static class FuzzRun
{
    private const int ShortRun = 20_000;
    private const int AtOnce = 4;

    public static int Seed { get; } = Number("FUZZ_SEED") ?? 1;

    public static int Cases { get; } = Number("FUZZ_CASES") ?? ShortRun;

    private static int? Only { get; } = Number("FUZZ_CASE");

    /// <summary>Tries the cases from <paramref name="first"/> on, several at a time. The first that fails ends the run and says how to try it again.</summary>
    public static async Task EachAsync(int first, int count, Func<Random, Task> attempt)
    {
        var numbers = Only is { } only ? [only] : Enumerable.Range(first, count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(numbers, options, async (number, _) =>
        {
            try
            {
                await attempt(RandomOf(number));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new FuzzException(Again(number, exception), exception);
            }
        });
    }

    /// <summary>The same for what needs no waiting.</summary>
    public static void Each(int count, Action<Random> attempt)
    {
        foreach (var number in Only is { } only ? [only] : Enumerable.Range(0, count))
        {
            try
            {
                attempt(RandomOf(number));
            }
            catch (Exception exception)
            {
                throw new FuzzException(Again(number, exception), exception);
            }
        }
    }

    /// <summary>A line that test.sh repeats.</summary>
    public static void Tell(string text) => TestContext.Current.TestOutputHelper!.WriteLine($"measured: {text}");

    private static Random RandomOf(int number) => new(unchecked((Seed * 1_000_003) ^ (number * 7919)));

    private static string Again(int number, Exception exception) => $"Case {number} of seed {Seed} (FUZZ_SEED={Seed} FUZZ_CASE={number} tries it again): {exception.Message}";

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
