using SignGateway.Objects;
using SignGateway.Protocol.Errors;

namespace SignGateway.Doctor.Oss;

/// <summary>What OSS answered, whatever it is.</summary>
/// <param name="Fault">Status, code, EC and request id, as far as they are there; of a success, the status.</param>
/// <param name="Error">The error's document, if it is one.</param>
/// <param name="Body">The answer's text.</param>
/// <param name="Headers">Its headers; of one that comes twice, both values.</param>
/// <param name="ClockOff">How far our clock is ahead of OSS's; null if OSS did not tell the time.</param>
internal sealed record OssAnswer(OssFault Fault, OssErrorDocument? Error, string Body, IReadOnlyDictionary<string, string> Headers, TimeSpan? ClockOff)
{
    private const int MaxQuote = 200;

    public int Status => Fault.Status;

    public string Code => Fault.Code;

    public bool IsSuccess => Status is >= 200 and < 300 && Code.Length == 0;

    /// <summary>OSS's own words, fit to be shown: short, in one line.</summary>
    public string Message => new([.. (Error?.Message ?? "").Take(MaxQuote).Select(character => char.IsControl(character) ? ' ' : character)]);

    /// <summary>What OSS said, as the beginning of a sentence.</summary>
    public string Words => Fault.ToString();

    public string Header(string name) => Headers.GetValueOrDefault(name) ?? "";
}
