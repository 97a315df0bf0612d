using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SignGateway.Protocol.Multipart;
using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Profiles;

internal sealed partial class ProfilesOptionsValidator : IValidateOptions<ProfilesOptions>
{
    private const int MaxNameBytes = 32;
    private const int MaxPrefixObjects = 500;
    private const int MaxHostLength = 128;
    private static readonly TimeSpan ShortestMultipart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestMultipart = TimeSpan.FromDays(30);
    private static readonly string[] Acls = ["private", "public-read", "public-read-write", "default"];

    public ValidateOptionsResult Validate(string? name, ProfilesOptions options)
    {
        List<string> faults = [];
        foreach (var (profile, settings) in options)
            Check($"{ProfilesOptions.Section}:{profile}", profile, settings, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string path, string name, ProfileOptions options, List<string> faults)
    {
        if (Encoding.UTF8.GetByteCount(name) is 0 or > MaxNameBytes || name.Any(char.IsControl))
            faults.Add($"{path}: a profile's name has 1 to {MaxNameBytes} bytes.");
        if (KeyTemplate.Parse(options.KeyTemplate, out var fault) is null)
            faults.Add($"{path}:KeyTemplate {fault}.");
        if (options.MinBytes < 0)
            faults.Add($"{path}:MinBytes is {options.MinBytes}; it must not be negative.");
        var most = options.Methods.Any(SendsParts) ? PartPlan.MaxSize : Profile.MaxRequestBytes;
        if (options.MaxBytes < options.MinBytes || options.MaxBytes > most)
            faults.Add($"{path}:MaxBytes is {options.MaxBytes}; it must lie between MinBytes ({options.MinBytes}) and {most}, which is all that {(most == PartPlan.MaxSize ? "OSS takes in parts" : "one form can carry; Multipart in Methods carries more")}.");
        CheckParts(path, options, faults);
        if (options.GrantLifetime < TimeSpan.FromSeconds(1) || options.GrantLifetime > TimeSpan.FromDays(7))
            faults.Add($"{path}:GrantLifetime is {options.GrantLifetime}; it must lie between 1 second and 7 days.");
        if (options.PrefixMaxObjects is < 1 or > MaxPrefixObjects)
            faults.Add($"{path}:PrefixMaxObjects is {options.PrefixMaxObjects}; it must lie between 1 and {MaxPrefixObjects}.");
        if (options.PrefixMaxBytes < Math.Min(options.MaxBytes, Profile.MaxRequestBytes))
            faults.Add($"{path}:PrefixMaxBytes is {options.PrefixMaxBytes}; it must not be under MaxBytes ({options.MaxBytes}) or what a form can carry ({Profile.MaxRequestBytes}).");
        if (!Acls.Contains(options.ObjectAcl, StringComparer.Ordinal))
            faults.Add($"{path}:ObjectAcl is '{options.ObjectAcl}'; it must be one of {string.Join(", ", Acls)}.");

        if (options.CallbackHost is { } host && (host.Length > MaxHostLength || Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4)))
            faults.Add($"{path}:CallbackHost must be a domain or an IPv4 address of at most {MaxHostLength} characters, without scheme and port.");
        CheckMethods(path, options, faults);
        CheckContent(path, options, faults);
        CheckQuota($"{path}:Quota", options.Quota, faults);

        for (var index = 0; index < options.ContentTypes.Count; index++)
        {
            if (!ContentType.TryParse(options.ContentTypes[index].Replace("/*", "/any", StringComparison.Ordinal), out _))
                faults.Add($"{path}:ContentTypes:{index} is '{options.ContentTypes[index]}'; write type/subtype or type/*, without parameters.");
        }

        for (var index = 0; index < options.InlineTypes.Count; index++)
        {
            if (!InertType.CoversPattern(options.InlineTypes[index]))
                faults.Add($"{path}:InlineTypes:{index} is '{options.InlineTypes[index]}'; only images but SVG, audio, video, application/pdf and text/plain are shown in a browser, since other types can run scripts.");
        }

        for (var index = 0; index < options.FreeVars.Count; index++)
        {
            if (!VarName().IsMatch(options.FreeVars[index]))
                faults.Add($"{path}:FreeVars:{index} is '{options.FreeVars[index]}'; a name matches [a-z][a-z0-9_]{{0,31}}, without the 'x:'.");
        }

        if (options.FreeVars.Distinct(StringComparer.Ordinal).Count() != options.FreeVars.Count)
            faults.Add($"{path}:FreeVars holds a name twice.");
    }

    private static void CheckParts(string path, ProfileOptions options, List<string> faults)
    {
        if (options.MultipartLifetime < ShortestMultipart || options.MultipartLifetime > LongestMultipart)
            faults.Add($"{path}:MultipartLifetime is {options.MultipartLifetime}; it must lie between 1 second and 30 days.");
        if (options.PartSize < PartPlan.MinPartSize || options.PartSize > PartPlan.MaxPartSize)
            faults.Add($"{path}:PartSize is {options.PartSize}; it must lie between {PartPlan.MinPartSize} and {PartPlan.MaxPartSize} bytes.");
    }

    private static bool SendsParts(UploadMethod method) => method is UploadMethod.Multipart or UploadMethod.Sdk;

    private static void CheckMethods(string path, ProfileOptions options, List<string> faults)
    {
        if (options.Methods.Distinct().Count() != options.Methods.Count)
            faults.Add($"{path}:Methods holds a method twice.");
        if (options.VerifyObject == VerifyObject.Never && options.Methods.Any(method => method != UploadMethod.Post))
            faults.Add($"{path}:VerifyObject is Never, but only forms hold the size down beforehand; with {string.Join(", ", options.Methods.Where(method => method != UploadMethod.Post))} in Methods the gateway must look. Use Background or Before.");
    }

    private static void CheckContent(string path, ProfileOptions options, List<string> faults)
    {
        if (options.VerifyContent != VerifyContent.Off && options.VerifyObject == VerifyObject.Never)
            faults.Add($"{path}:VerifyContent is {options.VerifyContent}, but VerifyObject is Never, and who never looks sees no content. Set VerifyObject to Background or Before.");
    }

    private static void CheckQuota(string path, QuotaOptions quota, List<string> faults)
    {
        CheckLimits(path, quota, faults);
        foreach (var (role, limits) in quota.Roles)
        {
            CheckLimits($"{path}:Roles:{role}", limits, faults);
            if (limits.IsUnlimited)
                faults.Add($"{path}:Roles:{role} names no limit; set Bytes, Count or Pending, or leave the role out.");
        }
    }

    private static void CheckLimits(string path, QuotaLimits limits, List<string> faults)
    {
        foreach (var (key, limit) in (IEnumerable<(string, long?)>)[(nameof(limits.Bytes), limits.Bytes), (nameof(limits.Count), limits.Count), (nameof(limits.Pending), limits.Pending)])
        {
            if (limit < 1)
                faults.Add($"{path}:{key} is {limit}; it must be 1 or more. Leave it out for no limit, or set RequiredRole to keep users out of the profile.");
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,31}\z")]
    private static partial Regex VarName();
}
