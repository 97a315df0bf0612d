using System.Text;
using System.Text.Encodings.Web;

namespace SignGateway.Protocol.Callbacks;

/// <summary>
/// A template for <c>callbackBody</c> (OSS, "Callback"), typed so that both ways of writing it stay readable once OSS has filled it in.
/// In JSON, a variable that may be missing stands alone in an array: OSS puts <c>null</c> or nothing at all there, and either is valid.
/// </summary>
public sealed class CallbackTemplate
{
    private readonly List<Entry> _entries = [];

    private enum Kind
    {
        Constant,
        Variable,
        OptionalVariable,
    }

    /// <summary>Adds a text that OSS copies as it is.</summary>
    public CallbackTemplate Constant(string name, string value) => Add(name, value, Kind.Constant);

    /// <summary>Adds a variable that OSS always fills in, such as <c>object</c> or <c>x:album</c>.</summary>
    public CallbackTemplate Variable(string name, string variable) => Add(name, variable, Kind.Variable);

    /// <summary>Adds a variable that OSS may leave out, such as <c>imageInfo.width</c>.</summary>
    public CallbackTemplate OptionalVariable(string name, string variable) => Add(name, variable, Kind.OptionalVariable);

    /// <summary>The template's text.</summary>
    public string Render(CallbackBodyType bodyType) => bodyType == CallbackBodyType.Form ? RenderForm() : RenderJson();

    private CallbackTemplate Add(string name, string value, Kind kind)
    {
        _entries.Add(new Entry(name, value, kind));
        return this;
    }

    private string RenderForm()
    {
        var text = new StringBuilder();
        foreach (var (name, value, kind) in _entries)
        {
            text.Append(text.Length == 0 ? "" : "&");
            // A colon may stand in a form as it is, and vars are full of them; the byte budget is tight.
            text.Append(Uri.EscapeDataString(name).Replace("%3A", ":", StringComparison.Ordinal)).Append('=');
            text.Append(kind == Kind.Constant ? Uri.EscapeDataString(value) : $"${{{value}}}");
        }

        return text.ToString();
    }

    private string RenderJson()
    {
        var text = new StringBuilder("{");
        foreach (var (name, value, kind) in _entries)
        {
            text.Append(text.Length == 1 ? "" : ",").Append(Quoted(name)).Append(':');
            text.Append(kind switch
            {
                Kind.Constant => Quoted(value),
                Kind.Variable => $"${{{value}}}",
                _ => $"[${{{value}}}]",
            });
        }

        return text.Append('}').ToString();
    }

    // A bare dollar sign could begin a variable.
    private static string Quoted(string text) =>
        $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text).Replace("$", "\\u0024", StringComparison.Ordinal)}\"";

    private sealed record Entry(string Name, string Value, Kind Kind);
}
