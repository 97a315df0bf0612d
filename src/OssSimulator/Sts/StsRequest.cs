using System.Text;
using OssSimulator.Hosting;

namespace OssSimulator.Sts;

/// <summary>A call of STS: its headers, its body, and its parameters from the query and from the form.</summary>
internal sealed record StsRequest(HttpRequest Http, RequestTarget Target, byte[] Body)
{
    private const string FormType = "application/x-www-form-urlencoded";
    private const int BodyLimit = 128 * 1024;

    private readonly ILookup<string, string> parameters = Target.Query.Concat(ReadForm(Http, Body)).ToLookup(pair => pair.Key, pair => pair.Value);

    public IEnumerable<KeyValuePair<string, string>> Parameters => parameters.SelectMany(values => values.Select(value => KeyValuePair.Create(values.Key, value)));

    /// <summary>Nothing if it is missing or empty.</summary>
    public string? this[string parameter] => parameters[parameter].FirstOrDefault() is { Length: > 0 } value ? value : null;

    public string? Action => Header("x-acs-action") ?? this["Action"];

    public string? Version => Header("x-acs-version") ?? this["Version"];

    public bool WantsXml => this["Format"] is "XML" or "xml" || Header("Accept") is "application/xml" or "text/xml";

    public static async Task<(StsError? Error, StsRequest Request)> ReadAsync(HttpRequest http, RequestTarget target)
    {
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while (body.Length <= BodyLimit && (read = await http.Body.ReadAsync(buffer, http.HttpContext.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
        }

        var request = new StsRequest(http, target, body.ToArray());
        if (body.Length > BodyLimit) return (StsErrors.TooLong, request);
        return (body.Length > 0 && !IsForm(http) ? StsErrors.WrongContentType : null, request);
    }

    public string? Header(string name) => Http.Headers[name].ToString() is { Length: > 0 } value ? value : null;

    public static bool IsForm(HttpRequest http) => http.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>In a form, other than in a query, a plus sign is a space.</summary>
    private static IEnumerable<KeyValuePair<string, string>> ReadForm(HttpRequest http, byte[] body) => IsForm(http)
        ? RequestTarget.ParseQuery(Encoding.UTF8.GetString(body).Replace('+', ' '))
        : [];
}
