using System.Collections.ObjectModel;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Grants;

/// <summary>Reads the caller's variables of a request.</summary>
internal static partial class GrantVars
{
    /// <summary>How much the variables of an upload that is no form may have, names and values in UTF-8.</summary>
    public const int MaxBytesInHeader = 3000;

    private const int MaxVars = 16;
    private const int MaxCharacters = 256;

    public static Problem? Read(JsonElement json, UploadMethod method, out IReadOnlyDictionary<string, string> vars)
    {
        vars = ReadOnlyDictionary<string, string>.Empty;
        if (!json.TryGet("vars", out var element))
            return null;
        if (element.ValueKind != JsonValueKind.Object)
            return KnownProblems.VarsInvalid;

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        vars = read;
        foreach (var pair in element.EnumerateObject())
        {
            if (read.Count == MaxVars || !Name().IsMatch(pair.Name) || !pair.Value.TryGetText(out var value) || !IsValue(value))
                return KnownProblems.VarsInvalid;
            read.Add(pair.Name, value);
        }

        return method == UploadMethod.Post || FitsHeader(read)
            ? null
            : KnownProblems.VarsInvalid.Because($"With this method all vars together have at most {MaxBytesInHeader} bytes, names included, and fewer where many characters must be escaped in JSON.");
    }

    // A form has a field for each; elsewhere OSS takes them as one text.
    private static bool FitsHeader(Dictionary<string, string> vars) =>
        vars.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value)) <= MaxBytesInHeader
        && CallbackVars.ToBase64(vars).Length <= CallbackVars.MaxBase64Length;

    private static bool IsValue(string value)
    {
        var characters = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (++characters > MaxCharacters || Rune.IsControl(rune))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,31}\z")]
    private static partial Regex Name();
}
