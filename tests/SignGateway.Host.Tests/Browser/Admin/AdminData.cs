using System.Text.Json.Nodes;

namespace SignGateway.Host.Tests.Browser.Admin;

/// <summary>What the stand-in knows from the start: the files in <c>Data</c>, and courses of a calm day with one bad hour.</summary>
public static class AdminData
{
    public const string UploadId = "01kf0c6t7m3n5p9r2s6t8v0w1x";
    public const string RefusedNumber = "48213";
    public const string DeadEvent = $"{UploadId}-stored-2";

    private static readonly string Folder = Path.Combine(HostProcess.RepositoryRoot, "tests/SignGateway.Host.Tests/Browser/Admin/Data");

    public static JsonObject Read(string name) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!;

    public static Dictionary<string, StandInAnswer> Answers() => new()
    {
        ["GET me"] = StandInAnswer.Ok(new JsonObject { ["userId"] = "admin", ["roles"] = new JsonArray("sign-gateway-admin"), ["adminRole"] = "sign-gateway-admin" }),
        ["GET overview"] = StandInAnswer.Ok(Overview()),
        ["GET uploads"] = StandInAnswer.Ok(Read("uploads")),
        [$"GET uploads/{UploadId}"] = StandInAnswer.Ok(Read("upload")),
        [$"POST uploads/{UploadId}/look"] = StandInAnswer.Ok(new JsonObject { ["look"] = "agrees", ["reason"] = null, ["upload"] = Read("upload")["upload"]!.DeepClone() }),
        [$"DELETE uploads/{UploadId}"] = new(204, null),
        ["GET callbacks"] = StandInAnswer.Ok(Read("callbacks")),
        [$"GET callbacks/{RefusedNumber}"] = StandInAnswer.Ok(Read("callback")),
        ["GET events"] = StandInAnswer.Ok(Read("events")),
        [$"POST events/{DeadEvent}/replay"] = new(204, null),
        ["POST explain"] = StandInAnswer.Ok(Read("explanation")),
        ["POST doctor"] = StandInAnswer.Ok(Read("doctor")),
        ["GET configuration"] = StandInAnswer.Ok(Read("configuration")),
        ["GET keys"] = StandInAnswer.Ok(Read("keys")),
        ["GET audit"] = StandInAnswer.Ok(Read("audit")),
    };

    /// <summary>An hour in steps of a minute.</summary>
    public static JsonObject Overview()
    {
        var grants = Course(minute => 40 + 14 * Math.Sin(minute / 6.0) + minute % 7);
        return new JsonObject
        {
            ["window"] = "hour",
            ["from"] = "2026-01-15T08:00:00Z",
            ["to"] = "2026-01-15T09:00:00Z",
            ["stepSeconds"] = 60,
            ["series"] = new JsonObject
            {
                ["grants"] = grants,
                ["callbacks"] = Course(minute => (minute is > 30 and < 38 ? 21 : 37) + 13 * Math.Sin((minute - 1) / 6.0) + minute % 5),
                ["duplicates"] = Course(minute => minute % 9 == 0 ? 2 : 0),
                ["confirms"] = Course(minute => minute is > 30 and < 40 ? 15 : minute % 11 == 0 ? 1 : 0),
                ["reconciled"] = Course(minute => minute is > 36 and < 44 ? 6 : 0),
                ["expired"] = Course(minute => minute % 13 == 0 ? 1 : 0),
                ["rejected"] = Course(minute => minute == 41 ? 1 : 0),
                ["deleted"] = Course(minute => minute % 17 == 0 ? 2 : 0),
            },
            ["refusals"] = new JsonObject
            {
                ["callback_signature_invalid"] = Course(minute => minute is > 30 and < 38 ? 9 : 0),
                ["ticket_invalid"] = Course(minute => minute % 12 == 5 ? 2 : 0),
                ["ledger_unavailable"] = Course(minute => minute is > 32 and < 36 ? 3 : 0),
            },
            ["latency"] = new JsonObject
            {
                ["sign"] = new JsonObject { ["p50"] = 1.4, ["p99"] = 6.8, ["count"] = 2563 },
                ["callback"] = new JsonObject { ["p50"] = 3.1, ["p99"] = 48, ["count"] = 2398 },
            },
            ["dependencies"] = Read("dependencies")["dependencies"]!.DeepClone(),
            ["replicas"] = 2,
        };
    }

    private static JsonArray Course(Func<int, double> count) => new([.. Enumerable.Range(0, 60).Select(minute => JsonValue.Create((int)count(minute)))]);
}
