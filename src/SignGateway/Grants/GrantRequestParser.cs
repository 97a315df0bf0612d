using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Reads one upload request and holds it against its profile. Each fault has its own code.</summary>
internal sealed partial class GrantRequestParser
{
    private const int MaxVars = 16;
    private const int MaxVarCharacters = 256;

    private readonly ProfileCatalog _profiles;

    public GrantRequestParser(ProfileCatalog profiles) => _profiles = profiles;

    public Problem? Parse(JsonElement json, Caller caller, out GrantRequest? request)
    {
        request = null;
        if (json.ValueKind != JsonValueKind.Object)
            return KnownProblems.RequestMalformed;

        return ReadProfile(json, caller, out var profile)
            ?? ReadMethod(json, profile!, out var method)
            ?? ReadFileName(json, out var fileName)
            ?? ReadContentType(json, profile!, out var contentType)
            ?? ReadSize(json, profile!, method, out var size)
            ?? ReadVars(json, out var vars)
            ?? Done(new GrantRequest(profile!, method, fileName, contentType, size, vars), out request);
    }

    private static Problem? Done(GrantRequest read, out GrantRequest? request)
    {
        request = read;
        return null;
    }

    private Problem? ReadProfile(JsonElement json, Caller caller, out Profile? profile)
    {
        profile = null;
        var name = ProfileCatalog.DefaultName;
        if (TryGet(json, "profile", out var element) && !TryGetText(element, out name))
            return KnownProblems.RequestMalformed.Because("profile must be a string.");
        profile = _profiles.Find(name);
        if (profile is null)
            return KnownProblems.ProfileUnknown;
        return profile.IsOpenTo(caller.Roles) ? null : KnownProblems.ProfileForbidden;
    }

    private static Problem? ReadMethod(JsonElement json, Profile profile, out UploadMethod method)
    {
        method = UploadMethod.Post;
        if (TryGet(json, "method", out var element) && !(TryGetText(element, out var word) && UploadWords.TryParseMethod(word, out method)))
            return KnownProblems.RequestMalformed.Because("method must be one of post, put, multipart and sdk.");
        return profile.Allows(method)
            ? null
            : KnownProblems.ProfileForbidden.Because($"The profile does not allow the method {method.ToText()}; an operator may name it in the profile's Methods.");
    }

    private static Problem? ReadFileName(JsonElement json, out FileName fileName)
    {
        fileName = default;
        return TryGet(json, "fileName", out var element) && TryGetText(element, out var text) && FileName.TryParse(text, out fileName)
            ? null
            : KnownProblems.FileNameInvalid;
    }

    private static Problem? ReadContentType(JsonElement json, Profile profile, out ContentType? contentType)
    {
        contentType = null;
        if (!TryGet(json, "contentType", out var element))
            return profile.ListsContentTypes ? Limited(KnownProblems.ContentTypeNotAllowed.Because("The profile lists media types, so contentType is required."), profile) : null;
        if (!TryGetText(element, out var text) || !ContentType.TryParse(text, out var parsed) || !profile.Allows(parsed))
            return Limited(KnownProblems.ContentTypeNotAllowed, profile);
        contentType = parsed;
        return null;
    }

    private static Problem? ReadSize(JsonElement json, Profile profile, UploadMethod method, out long? size)
    {
        size = null;
        if (!TryGet(json, "size", out var element))
            return method == UploadMethod.Multipart ? Limited(KnownProblems.SizeNotAllowed.Because("An upload in parts needs its size."), profile) : null;
        if (element.ValueKind != JsonValueKind.Number)
            return KnownProblems.RequestMalformed.Because("size must be a number of bytes.");
        if (!element.TryGetInt64(out var value) || !profile.Allows(value, method) || (value == 0 && method == UploadMethod.Multipart))
            return Limited(KnownProblems.SizeNotAllowed.Because($"The profile takes whole sizes from {profile.Options.MinBytes} to {profile.MaxBytesBy(method)} bytes in this way."), profile);
        size = value;
        return null;
    }

    private static Problem Limited(Problem problem, Profile profile) =>
        problem with { Limits = new ProblemLimits(profile.Options.MinBytes, profile.Options.MaxBytes, profile.Options.ContentTypes) };

    private static Problem? ReadVars(JsonElement json, out IReadOnlyDictionary<string, string> vars)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        vars = read;
        if (!TryGet(json, "vars", out var element))
            return null;
        if (element.ValueKind != JsonValueKind.Object)
            return KnownProblems.VarsInvalid;

        foreach (var pair in element.EnumerateObject())
        {
            if (read.Count == MaxVars || !TryGetName(pair, out var name) || !VarName().IsMatch(name) || !TryGetText(pair.Value, out var value) || !IsVarValue(value))
                return KnownProblems.VarsInvalid;
            read.Add(name, value);
        }

        return null;
    }

    private static bool IsVarValue(string value)
    {
        var characters = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (++characters > MaxVarCharacters || Rune.IsControl(rune))
                return false;
        }

        return true;
    }

    private static bool TryGet(JsonElement json, string name, out JsonElement element) =>
        json.TryGetProperty(name, out element) && element.ValueKind != JsonValueKind.Null;

    private static bool TryGetText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its partner is valid JSON, but no text.
            return false;
        }
    }

    private static bool TryGetName(JsonProperty property, [NotNullWhen(true)] out string? name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = null;
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,31}\z")]
    private static partial Regex VarName();
}
