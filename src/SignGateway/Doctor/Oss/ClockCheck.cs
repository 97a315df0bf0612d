using System.Globalization;
using SignGateway.Objects;
using SignGateway.Profiles;

namespace SignGateway.Doctor.Oss;

/// <summary>Compares our clock with OSS's and STS's, by the time that they put on their answers.</summary>
internal sealed class ClockCheck(AskOss ask, AskSts sts, BucketCatalog buckets) : IDoctorCheck
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);

    // Beyond this both services refuse whatever is signed.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private const string Fix = "Keep this machine's clock by NTP (chronyd or systemd-timesyncd; in a container, the node's): OSS and STS refuse what was signed more than 15 minutes off.";

    public string Name => "clock";

    public int Order => 10;

    public async Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var bucket in ProbedBucket.Of(buckets, profiles).DistinctBy(bucket => new Uri(bucket.Client.Address.InternalUrl("")).Authority))
            findings.Add(Judge("OSS", await LookAsync(bucket, cancellationToken)));
        foreach (var endpoint in sts.EndpointsOf(profiles))
            findings.Add(Judge("STS", await sts.AskAsync(endpoint, cancellationToken)));
        return findings;
    }

    // The time is told to whoever asks, also without credentials.
    private async Task<OssReply> LookAsync(ProbedBucket bucket, CancellationToken cancellationToken)
    {
        if (await ask.LookAsync(bucket.Client, cancellationToken) is var reply and not OssReply.Unsigned)
            return reply;
        using var request = new HttpRequestMessage(HttpMethod.Get, bucket.Client.Address.InternalUrl(""));
        return await ask.SendAsync(request, TimeSpan.FromSeconds(3), cancellationToken);
    }

    private static Finding Judge(string service, OssReply reply) => reply switch
    {
        OssReply.Answered({ ClockOff: { } off }) when off.Duration() > Limit => Finding.Fault("clock_off", $"The gateway's clock is {Describe(off)} {service}'s.", Fix),
        OssReply.Answered(var answer) when Obstacles.Of(reply) == Obstacle.Clock =>
            Finding.Fault("clock_off", $"{answer.Words}: to OSS, the gateway's clock is more than 15 minutes off{(answer.ClockOff is { } off ? $", though its answer's time is {Describe(off)} it" : "")}.", Fix),
        OssReply.Answered({ ClockOff: { } off }) when off.Duration() > Tolerated => Finding.Warning("clock_drift", $"The gateway's clock is {Describe(off)} {service}'s.", Fix),
        OssReply.Answered({ ClockOff: { } off }) => Finding.Ok("clock_ok", $"The gateway's clock is {Describe(off)} {service}'s."),
        OssReply.Answered => Finding.Skipped("clock_skipped", $"{service} does not tell the time."),
        _ => Finding.Skipped("clock_skipped", $"{service} does not answer, so its clock is not known."),
    };

    private static string Describe(TimeSpan off) => off.Duration() switch
    {
        { TotalSeconds: < 2 } => "within two seconds of",
        { TotalMinutes: < 2 } time => $"{Number(time.TotalSeconds)} seconds {Side(off)}",
        var time => $"{Number(time.TotalMinutes)} minutes {Side(off)}",
    };

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    private static string Side(TimeSpan off) => off > TimeSpan.Zero ? "ahead of" : "behind";
}
