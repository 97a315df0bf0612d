using SignGateway.Protocol.Values;
using SignGateway.Tickets;

namespace SignGateway.Profiles;

/// <summary>A validated profile.</summary>
public sealed class Profile
{
    /// <summary>The media type that is pinned when the request names none.</summary>
    public const string UnnamedContentType = "application/octet-stream";

    /// <summary>The most bytes that one request, a form or a PUT, can carry.</summary>
    public const long MaxRequestBytes = 5L << 30;

    private readonly HashSet<string> _contentTypes;
    private readonly HashSet<string> _inlineTypes;

    internal Profile(string name, ProfileOptions options)
    {
        Name = name;
        Options = options;
        KeyTemplate = KeyTemplate.Parse(options.KeyTemplate, out _)
            ?? throw new ArgumentException("The profile was not validated.", nameof(options));
        _contentTypes = new HashSet<string>(options.ContentTypes, StringComparer.OrdinalIgnoreCase);
        _inlineTypes = new HashSet<string>(options.InlineTypes, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The profile's name, at most 32 characters.</summary>
    public string Name { get; }

    /// <summary>What configuration says.</summary>
    public ProfileOptions Options { get; }

    /// <summary>How object keys are made.</summary>
    public KeyTemplate KeyTemplate { get; }

    /// <summary>Whether a request must name its media type.</summary>
    public bool ListsContentTypes => _contentTypes.Count > 0;

    /// <summary>Whether a user with these roles may use the profile.</summary>
    public bool IsOpenTo(IReadOnlySet<string> roles) => string.IsNullOrEmpty(Options.RequiredRole) || roles.Contains(Options.RequiredRole);

    /// <summary>Whether the profile takes the media type.</summary>
    public bool Allows(ContentType contentType) => !ListsContentTypes || Names(_contentTypes, contentType.Value);

    /// <summary>Whether links show an object of the media type in the browser; never one that could run a script there.</summary>
    public bool Shows(string contentType) => InertType.Covers(contentType) && (_inlineTypes.Count == 0 || Names(_inlineTypes, contentType));

    /// <summary>Whether uploads may reach OSS so.</summary>
    public bool Allows(UploadMethod method) => Options.Methods.Count == 0 ? method == UploadMethod.Post : Options.Methods.Contains(method);

    /// <summary>The largest object that can come in this way.</summary>
    public long MaxBytesBy(UploadMethod method) =>
        method is UploadMethod.Post or UploadMethod.Put ? Math.Min(Options.MaxBytes, MaxRequestBytes) : Options.MaxBytes;

    /// <summary>Whether the profile takes the size in this way.</summary>
    public bool Allows(long size, UploadMethod method) => size >= Options.MinBytes && size <= MaxBytesBy(method);

    private static bool Names(HashSet<string> types, string text) => types.Contains(text) || types.Contains($"{text[..text.IndexOf('/', StringComparison.Ordinal)]}/*");
}
