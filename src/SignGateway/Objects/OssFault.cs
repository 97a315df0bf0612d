using System.Text;
using System.Xml.Linq;

namespace SignGateway.Objects;

/// <summary>What OSS says of a request that it did not do. Made for logs and for a problem's detail: it holds no key and no signature.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">OSS's own name of the error, such as <c>AccessDenied</c>; empty if it gave none.</param>
/// <param name="Ec">OSS's number of the exact cause, such as <c>0003-00000001</c>; empty if it gave none.</param>
/// <param name="RequestId">Under which OSS's support finds the request; empty if it gave none.</param>
/// <param name="ClockOff">How far our clock is ahead of OSS's.</param>
internal sealed record OssFault(int Status, string Code, string Ec, string RequestId, TimeSpan ClockOff)
{
    // OSS itself refuses from 15 minutes on; what is noticed earlier is mended earlier.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads the error's XML; HeadObject has no body and may carry it in a header.</summary>
    public static async Task<OssFault> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // A proxy's page, or nothing, tells no more; the status has to do.
        var error = OssXml.Parse(response.RequestMessage?.Method == HttpMethod.Head
            ? FromBase64(Header(response, "x-oss-err") ?? "")
            : await response.Content.ReadAsStringAsync(cancellationToken));
        return new OssFault(
            (int)response.StatusCode,
            Element(error, "Code"),
            Header(response, "x-oss-ec") ?? Element(error, "EC"),
            Header(response, "x-oss-request-id") ?? Element(error, "RequestId"),
            response.Headers.Date is { } theirs ? now - theirs : TimeSpan.Zero);
    }

    /// <summary>One sentence, or two if our clock may be the reason.</summary>
    public override string ToString()
    {
        string[] details = [.. new[] { Code, Label("EC", Ec), Label("request", RequestId) }.Where(detail => detail.Length > 0)];
        var text = $"OSS answered {Status}{(details.Length == 0 ? "" : $" ({string.Join(", ", details)})")}";
        return ClockOff.Duration() < Tolerance
            ? text
            : $"{text}. The gateway's clock is {ClockOff.Duration().TotalMinutes:0} minutes {(ClockOff > TimeSpan.Zero ? "ahead of" : "behind")} OSS's; set it right";
    }

    private static string Label(string name, string value) => value.Length == 0 ? "" : $"{name} {value}";

    // What others send is shown as far as it looks like a code.
    private static string Element(XElement? error, string name) =>
        error?.Part(name) is { Length: <= 64 } value && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.')
            ? value
            : "";

    private static string FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
