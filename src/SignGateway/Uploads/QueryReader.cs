using System.Globalization;
using Microsoft.AspNetCore.Http;
using SignGateway.Problems;
using SignGateway.Tickets;
using SignGateway.Uploads.Audit;

namespace SignGateway.Uploads;

/// <summary>Reads the parameters of an admin list; of several faults the first is told. What is empty counts as not given.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private const string WrongCursor = "cursor must be a nextCursor of an earlier answer.";

    private string? _fault;

    /// <summary>What is wrong, or null; asked for when everything has been read.</summary>
    public Problem? Problem => _fault is null ? null : KnownProblems.RequestMalformed.Because(_fault);

    public string? Text(string name, int maxLength)
    {
        if (query[name] is not [var text, ..] values || string.IsNullOrEmpty(text))
            return null;
        if (values.Count > 1)
            return Fault<string>($"{name} may be given once.");
        if (text.Length > maxLength)
            return Fault<string>($"{name} may have {maxLength} characters at the most.");
        return IsPlain(text) ? text : Fault<string>($"{name} may not hold control characters or half of one.");
    }

    public long? Number(string name) => Text(name, 20) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Fault($"{name} must be a whole number, 0 or more.");

    public int Limit()
    {
        var limit = Number("limit") ?? DefaultLimit;
        if (limit is < 1 or > MaxLimit)
            Fault($"limit must be a whole number from 1 to {MaxLimit}.");
        return (int)Math.Clamp(limit, 1, MaxLimit);
    }

    public DateTimeOffset? Time(string name) => Text(name, 40) is not { } text
        ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : Fault<DateTimeOffset?>($"{name} must be a time such as 2026-01-31T12:00:00Z.");

    public UploadId? Id(string name) => Text(name, 64) is not { } text
        ? null
        : UploadId.TryParse(text, out var id) ? id : Fault<UploadId?>($"{name} must be an upload's id.");

    public UploadId? Cursor() => Text("cursor", 64) is not { } text
        ? null
        : UploadId.TryParse(text, out var id) ? id : Fault<UploadId?>(WrongCursor);

    public AuditId? AuditCursor() => Text("cursor", 64) is not { } text
        ? null
        : AuditId.TryParse(text, out var id) ? id : Fault<AuditId?>(WrongCursor);

    /// <summary>A cursor of another kind.</summary>
    public T? Cursor<T>(Func<string, T?> read)
        where T : class => Text("cursor", 128) is not { } text ? null : read(text) ?? Fault<T>(WrongCursor);

    /// <summary>One of a few words.</summary>
    public string? Word(string name, params string[] words) => Text(name, 64) is not { } text
        ? null
        : words.Contains(text) ? text : Fault<string>($"{name} must be one of {string.Join(", ", words)}.");

    private long? Fault(string text) => Fault<long?>(text);

    private T? Fault<T>(string text)
    {
        _fault ??= text;
        return default;
    }

    private static bool IsPlain(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar && !System.Text.Rune.IsControl(rune));
}
