using System.Globalization;
using SignGateway.TestServers;

namespace LoadBench;

/// <summary>A gateway with a thousand profiles, asked for the last of them and for each in turn, beside one that has a single profile.</summary>
internal sealed class ProfilesRun(string root, LoadOptions options, TempFolder folder, KeyServer keys, Uri application)
{
    private const int Many = 1_000;

    private readonly Figure _signLast = new("sign, the last of a thousand profiles", "one profile");
    private readonly Figure _signEach = new("sign, a thousand profiles in turn", "one profile");
    private readonly Figure _processorLast = new("processor time of a sign request, the last of a thousand profiles", "one profile", Unit: "×") { AbsoluteUnit = " µs" };
    private readonly Figure _processorEach = new("processor time of a sign request, a thousand profiles in turn", "one profile", Unit: "×") { AbsoluteUnit = " µs" };
    private readonly Figure _memory = new("memory under load (proportional set), a thousand profiles in turn", "one profile", Unit: "×") { AbsoluteUnit = " MB" };
    private readonly Figure _start = new("start to ready, a thousand profiles", "one profile", Unit: "×") { AbsoluteUnit = " ms" };

    public async Task ExecuteAsync(int rounds)
    {
        // The first start makes the tables, and both come into the page cache.
        for (var start = 0; start <= rounds; start++)
        {
            var one = await StartToReadyAsync(1);
            var many = await StartToReadyAsync(Many);
            if (start > 0)
                _start.Add(many, one);
        }

        await SignAsync(rounds);
        foreach (var figure in (Figure[])[_signLast, _signEach, _processorLast, _processorEach, _memory, _start])
            Console.WriteLine(figure);
    }

    private async Task SignAsync(int rounds)
    {
        using var one = await StartAsync(1, ServerProcess.CountingAllocations(root, folder.File("allocated.1")));
        using var many = await StartAsync(Many, ServerProcess.CountingAllocations(root, folder.File("allocated.many")));
        var (oneScript, lastScript, eachScript) = (Script(one, [Name(0)]), Script(many, [Name(Many - 1)]), Script(many, Names(Many)));
        for (var pass = 0; pass < LoadOptions.WarmUps; pass++)
        {
            await Wrk.RunAsync(one.SignUrl, oneScript, options.WarmUpSeconds);
            await Wrk.RunAsync(many.SignUrl, eachScript, options.WarmUpSeconds);
        }

        for (var round = 0; round < rounds; round++)
        {
            var alone = await ServerRun.MeasureAsync(one.Process, one.SignUrl, oneScript, options.Seconds);
            var last = await ServerRun.MeasureAsync(many.Process, many.SignUrl, lastScript, options.Seconds);
            var each = await ServerRun.MeasureAsync(many.Process, many.SignUrl, eachScript, options.Seconds);
            _signLast.Add(last.Wrk.Rate, alone.Wrk.Rate);
            _signEach.Add(each.Wrk.Rate, alone.Wrk.Rate);
            _processorLast.Add(last.Microseconds, alone.Microseconds);
            _processorEach.Add(each.Microseconds, alone.Microseconds);
            _memory.Add(each.Megabytes, alone.Megabytes);
        }
    }

    private async Task<double> StartToReadyAsync(int profiles)
    {
        using var gateway = await StartAsync(profiles, []);
        return gateway.Process.StartTime.TotalMilliseconds;
    }

    private Task<Gateway> StartAsync(int profiles, Dictionary<string, string> settings) => Gateway.StartAsync(
        $"{profiles} profiles", root, folder.File($"profiles.{profiles}"), keys, application, settings,
        profiles: Names(profiles).Select(name => KeyValuePair.Create($"SignGateway__Profiles__{name}__GrantLifetime", "00:10:00")));

    private string Script(Gateway gateway, IEnumerable<string> profiles) =>
        WrkScripts.WriteEachJson(folder, profiles.Select(profile => $"{{\"profile\":\"{profile}\",{GatewayLoad.One[1..]}"), gateway.Token);

    private static IEnumerable<string> Names(int profiles) => Enumerable.Range(0, profiles).Select(Name);

    // All as long as each other, and so are the answers.
    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"profile-{number:D4}");
}
