using SignGateway.Problems;
using SignGateway.Protocol.Callbacks;
using SignGateway.Tickets;

namespace SignGateway.Profiles;

/// <summary>One profile of section <c>SignGateway:Profiles</c>: what may be uploaded under its name, and how.</summary>
public sealed class ProfileOptions
{
    /// <summary>
    /// The object key: literal ASCII and <c>{id}</c> (required), <c>{user}</c> (a keyed hash), <c>{yyyy}</c>, <c>{MM}</c>, <c>{dd}</c> (UTC, time of issue)
    /// and <c>{ext}</c> (the file name's extension with its dot, nothing if it has none; <c>.{ext}</c> means the same).
    /// Defaults to <c>uploads/{yyyy}/{MM}/{dd}/{id}{ext}</c>.
    /// </summary>
    [Harmless]
    public string KeyTemplate { get; set; } = "uploads/{yyyy}/{MM}/{dd}/{id}{ext}";

    /// <summary>Smallest object in bytes. Defaults to 1.</summary>
    public long MinBytes { get; set; } = 1;

    /// <summary>Largest object in bytes, at most 5 GiB, or 48.8 TiB where <see cref="Methods"/> has one that sends parts. Defaults to 1 GiB.</summary>
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>Media types that may be uploaded, such as <c>image/png</c> or <c>image/*</c>. Defaults to all.</summary>
    [Harmless]
    public List<string> ContentTypes { get; init; } = [];

    /// <summary>How uploads may reach OSS: <c>Post</c>, <c>Put</c>, <c>Multipart</c>, <c>Sdk</c>. Defaults to <c>Post</c> only.</summary>
    public List<UploadMethod> Methods { get; init; } = [];

    /// <summary>How long a grant lives, 1 second to 7 days. Defaults to 10 minutes.</summary>
    public TimeSpan GrantLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long an upload in parts may take. The URLs of its parts live as long as any grant, and are asked for again. From 1 second to 30 days. Defaults to 1 day.</summary>
    public TimeSpan MultipartLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Bytes of each part but the last of an upload in parts, from 100 KiB to 5 GiB; larger files get a multiple of it, since there are 10,000 parts at the most.
    /// What a broken connection costs is a part. Defaults to 8 MiB.
    /// </summary>
    public long PartSize { get; set; } = 8L << 20;

    /// <summary>
    /// Whether the compat routes may grant a whole directory instead of one object. Weaker than exact keys: the uploader chooses names, types and more.
    /// Defaults to false.
    /// </summary>
    public bool AllowPrefixGrants { get; set; }

    /// <summary>Under one prefix grant, how many objects are kept; the sweep deletes what is over. Defaults to 100.</summary>
    public int PrefixMaxObjects { get; set; } = 100;

    /// <summary>Under one prefix grant, how many bytes are kept; the sweep deletes what is over. Defaults to 10 GiB.</summary>
    public long PrefixMaxBytes { get; set; } = 10L << 30;

    /// <summary>Whether a form may be posted onto an object that exists. Defaults to false.</summary>
    public bool AllowOverwrite { get; set; }

    /// <summary>The ACL that the policy pins: <c>private</c>, <c>public-read</c>, <c>public-read-write</c> or <c>default</c>. Defaults to <c>private</c>.</summary>
    [Harmless]
    public string ObjectAcl { get; set; } = "private";

    /// <summary>How the form is signed. Defaults to V4.</summary>
    public SignatureVersion SignatureVersion { get; set; } = SignatureVersion.V4;

    /// <summary>How OSS writes the callback's body. Defaults to Form.</summary>
    public CallbackBodyType CallbackBodyType { get; set; } = CallbackBodyType.Form;

    /// <summary>What more OSS tells in the callback: <c>ContentMd5</c>, <c>VpcId</c>, <c>ClientIp</c>. It goes into the upload's history, and nowhere else. Defaults to nothing.</summary>
    public List<CallbackVariable> CallbackVariables { get; init; } = [];

    /// <summary>The Host header of callbacks, at most 128 characters. Defaults to the host of the URL that is called.</summary>
    [Harmless]
    public string? CallbackHost { get; set; }

    /// <summary>Whether the policy pins the <c>x:</c> fields; the ticket binds them either way. Defaults to true.</summary>
    public bool PinVars { get; set; } = true;

    /// <summary>Names, without <c>x:</c>, of fields that the uploader fills in at upload time. They are recorded as <c>clientVars</c> and never trusted. Defaults to none.</summary>
    [Harmless]
    public List<string> FreeVars { get; init; } = [];

    /// <summary>Whether the gateway looks at the object itself. Defaults to Background.</summary>
    public VerifyObject VerifyObject { get; set; } = VerifyObject.Background;

    /// <summary>
    /// Whether that look reads the object's first bytes too, and what becomes of one that is not of its media type. It is no scan for malicious files.
    /// Wants <see cref="VerifyObject"/> other than Never. Defaults to Off.
    /// </summary>
    public VerifyContent VerifyContent { get; set; } = VerifyContent.Off;

    /// <summary>
    /// Media types that links show in the browser, such as <c>image/png</c> or <c>image/*</c>, on a domain of the bucket's own. All else is downloaded,
    /// and so is whatever could run a script. Defaults to every type that cannot.
    /// </summary>
    [Harmless]
    public List<string> InlineTypes { get; init; } = [];

    /// <summary>Whether a delete only marks the record and leaves the object in the bucket. Defaults to false.</summary>
    public bool KeepDeletedObjects { get; set; }

    /// <summary>
    /// Where the application is told of each upload that a callback records, while the user waits; its JSON answer becomes <c>app</c> of the callback's.
    /// An absolute http or https URL, or whatever else the application's <c>IForwardDestinations</c> understands. Defaults to nowhere.
    /// </summary>
    public string? ForwardTo { get; set; }

    /// <summary>
    /// What the application knows the gateway by: <c>whsec_</c> and the Base64 of 24 to 64 random bytes. Every one signs, so that one can take the place of another.
    /// At least one is needed with <see cref="ForwardTo"/>. Defaults to none.
    /// </summary>
    public List<string> ForwardSecrets { get; init; } = [];

    /// <summary>What each user may have at once under this profile: bytes, uploads, pending grants. Defaults to no limits.</summary>
    public QuotaOptions Quota { get; init; } = new();

    /// <summary>A role that the user must have. Defaults to none.</summary>
    [Harmless]
    public string? RequiredRole { get; set; }
}
