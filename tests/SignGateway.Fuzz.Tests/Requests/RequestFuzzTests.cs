using System.Text.Json.Nodes;
using SignGateway.Uploads;
using Xunit;

namespace SignGateway.Fuzz.Tests.Requests;

/// <summary>
/// Damaged requests over real connections. Whatever comes: an answer, and one of the contract; nothing is recorded that should not be; memory stays
/// as it is.
/// </summary>
public sealed class RequestFuzzTests
{
    // A gateway keeps what it was told in memory; so each serves so many cases.
    private const int CasesOfOneGateway = 10_000;
    private const long GrowthBytes = 64 * 1024 * 1024;

    [Fact]
    public async Task no_request_breaks_the_gateway_or_is_recorded_without_being_genuine()
    {
        var memory = new List<long>();
        for (var first = 0; first < FuzzRun.Cases; first += CasesOfOneGateway)
        {
            await using (var gateway = await FuzzedGateway.StartAsync())
            {
                try
                {
                    await FuzzRun.EachAsync(first, Math.Min(CasesOfOneGateway, FuzzRun.Cases - first), random => AttemptAsync(gateway, random));
                }
                finally
                {
                    // It tells more than a case does that failed because of it.
                    if (gateway.Log.FirstOrDefault(line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase)) is { } unhandled)
                        Console.Error.WriteLine(unhandled);
                }

                Assert.DoesNotContain(gateway.Log, line => line.Contains("unhandled", StringComparison.OrdinalIgnoreCase));
            }

            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }

        Assert.All(memory, bytes => Assert.InRange(bytes, 0, memory[0] + GrowthBytes));
        FuzzRun.Tell($"fuzz: {FuzzRun.Cases} requests, seed {FuzzRun.Seed}, memory {memory[0] / 1_000_000} to {memory.Max() / 1_000_000} MB after each {CasesOfOneGateway}");
    }

    private static Task AttemptAsync(FuzzedGateway gateway, Random random) => random.Next(20) switch
    {
        < 7 => SignAsync(gateway, random, new SignRequests(random).Single()),
        < 9 => SignAsync(gateway, random, new SignRequests(random).Batch()),
        < 11 => OtherAsync(gateway, random),
        _ => CallBackAsync(gateway, random),
    };

    private static async Task SignAsync(FuzzedGateway gateway, Random random, Wire.WireRequest request)
    {
        var answer = await gateway.SendAsync(request);
        Contract.Hold(request, answer);
        if (answer is not { Status: 200 or 201 } || request.Method != "POST")
            return;
        foreach (var grant in (answer.Json["uploads"]?.AsArray().Select(item => item!.AsObject()) ?? [answer.Json]).Where(item => item.ContainsKey("fields")))
            GrantCheck.Hold(request, answer, grant);
    }

    private static async Task OtherAsync(FuzzedGateway gateway, Random random)
    {
        var grant = await gateway.SignAsync("default");
        var isOthers = random.Next(2) == 0;
        var request = new OtherRequests(random).Make(grant, isOthers);
        var answer = await gateway.SendAsync(request);
        Contract.Hold(request, answer);
        var record = await gateway.FindAsync(grant);
        Contract.Expect(record!.State != UploadState.Stored && (!isOthers || record.State == UploadState.Issued), $"the upload is {record.State}", request, answer);
    }

    private static async Task CallBackAsync(FuzzedGateway gateway, Random random)
    {
        var profile = random.Next(2) == 0 ? "default" : "json";
        JsonObject grant = await gateway.SignAsync(profile), other = await gateway.SignAsync(profile);
        var (request, mayBeRecorded) = new CallbackCases(random).Make(grant, other);
        var answer = await gateway.SendAsync(request);
        Contract.Hold(request, answer);

        var isStored = (await gateway.FindAsync(grant))!.State == UploadState.Stored;
        Contract.Expect(!isStored || mayBeRecorded, "a callback that is not genuine was recorded", request, answer);
        Contract.Expect(isStored == answer is { Status: 200 } || answer is null, "what is answered is not what was recorded", request, answer);
        Contract.Expect((await gateway.FindAsync(other))!.State == UploadState.Issued, "another upload was touched", request, answer);
    }
}
