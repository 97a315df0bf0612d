using System.Text.Json;
using SignGateway.Problems;
using SignGateway.Profiles;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;
using SignGateway.Uploads;

namespace SignGateway.Grants;

/// <summary>Reads one upload request and holds it against its profile. Each fault has its own code.</summary>
internal sealed class GrantRequestParser
{
    private readonly ProfileCatalog _profiles;

    public GrantRequestParser(ProfileCatalog profiles) => _profiles = profiles;

    public Problem? Parse(JsonElement json, Caller caller, out GrantRequest? request)
    {
        request = null;
        if (json.ValueKind != JsonValueKind.Object)
            return KnownProblems.RequestMalformed;

        return ReadProfile(json, caller, out var profile)
            ?? ReadMethod(json, profile!, out var method)
            ?? ReadPrefix(json, profile!, method, out var isPrefix)
            ?? ReadFileName(json, isPrefix, out var fileName)
            ?? ReadContentType(json, profile!, isPrefix, out var contentType)
            ?? ReadSize(json, profile!, method, out var size)
            ?? GrantVars.Read(json, method, out var vars)
            ?? ReadCallbackIn(json, method, out var callbackInQuery)
            ?? Done(new GrantRequest(profile!, method, fileName, contentType, size, vars) { CallbackInQuery = callbackInQuery, IsPrefix = isPrefix }, out request);
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
        if (json.TryGet("profile", out var element) && !element.TryGetText(out name))
            return KnownProblems.RequestMalformed.Because("profile must be a string.");
        profile = _profiles.Find(name);
        if (profile is null)
            return KnownProblems.ProfileUnknown;
        return profile.IsOpenTo(caller.Roles) ? null : KnownProblems.ProfileForbidden;
    }

    private static Problem? ReadMethod(JsonElement json, Profile profile, out UploadMethod method)
    {
        method = UploadMethod.Post;
        if (json.TryGet("method", out var element) && !(element.TryGetText(out var word) && UploadWords.TryParseMethod(word, out method)))
            return KnownProblems.RequestMalformed.Because("method must be one of post, put, multipart and sdk.");
        return profile.Allows(method)
            ? null
            : KnownProblems.ProfileForbidden.Because($"The profile does not allow the method {method.ToText()}; an operator may name it in the profile's Methods.");
    }

    private static Problem? ReadPrefix(JsonElement json, Profile profile, UploadMethod method, out bool isPrefix)
    {
        isPrefix = false;
        if (!json.TryGet("prefix", out var element))
            return null;
        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return KnownProblems.RequestMalformed.Because("prefix must be true or false.");
        isPrefix = element.GetBoolean();
        if (!isPrefix)
            return null;
        if (method != UploadMethod.Sdk || json.TryGet("fileName", out _) || json.TryGet("contentType", out _) || json.TryGet("size", out _))
            return KnownProblems.RequestMalformed.Because("prefix goes with the method sdk, and without fileName, contentType and size.");
        return profile.Options.AllowPrefixGrants
            ? null
            : KnownProblems.ProfileForbidden.Because("The profile grants single objects only; an operator may set AllowPrefixGrants.");
    }

    private static Problem? ReadFileName(JsonElement json, bool isPrefix, out FileName fileName)
    {
        fileName = default;
        return isPrefix || json.TryGet("fileName", out var element) && element.TryGetText(out var text) && FileName.TryParse(text, out fileName)
            ? null
            : KnownProblems.FileNameInvalid;
    }

    private static Problem? ReadContentType(JsonElement json, Profile profile, bool isPrefix, out ContentType? contentType)
    {
        contentType = null;
        if (!json.TryGet("contentType", out var element))
            return profile.ListsContentTypes && !isPrefix ? Limited(KnownProblems.ContentTypeNotAllowed.Because("The profile lists media types, so contentType is required."), profile) : null;
        if (!element.TryGetText(out var text) || !ContentType.TryParse(text, out var parsed) || !profile.Allows(parsed))
            return Limited(KnownProblems.ContentTypeNotAllowed, profile);
        contentType = parsed;
        return null;
    }

    private static Problem? ReadSize(JsonElement json, Profile profile, UploadMethod method, out long? size)
    {
        size = null;
        if (!json.TryGet("size", out var element))
            return method is UploadMethod.Put or UploadMethod.Multipart ? Limited(KnownProblems.SizeNotAllowed.Because("With this method size is required: what is signed depends on it."), profile) : null;
        if (element.ValueKind != JsonValueKind.Number)
            return KnownProblems.RequestMalformed.Because("size must be a number of bytes.");
        if (!element.TryGetInt64(out var value) || !profile.Allows(value, method))
            return Limited(KnownProblems.SizeNotAllowed.Because($"With this method the profile takes whole sizes from {profile.Options.MinBytes} to {profile.MaxBytesBy(method)} bytes."), profile);
        if (value == 0 && method == UploadMethod.Multipart)
            return Limited(KnownProblems.SizeNotAllowed.Because("An empty file has no parts; send it with another method."), profile);
        size = value;
        return null;
    }

    private static Problem? ReadCallbackIn(JsonElement json, UploadMethod method, out bool inQuery)
    {
        inQuery = false;
        if (!json.TryGet("callbackIn", out var element))
            return null;
        if (method != UploadMethod.Put || !element.TryGetText(out var word) || word is not ("header" or "query"))
            return KnownProblems.RequestMalformed.Because("callbackIn is header or query, and goes with the method put.");
        inQuery = word == "query";
        return null;
    }

    private static Problem Limited(Problem problem, Profile profile) =>
        problem with { Limits = new ProblemLimits(profile.Options.MinBytes, profile.Options.MaxBytes, profile.Options.ContentTypes) };
}
