using System.Diagnostics;
using SignGateway.Profiles;

namespace SignGateway.Uploads;

/// <summary>The names in a callback's body: a grant's template asks for them, the callback route reads them.</summary>
public static class CallbackFields
{
    /// <summary>The callback ticket, a constant of the template.</summary>
    public const string Ticket = "ticket";

    /// <summary>The bucket.</summary>
    public const string Bucket = "bucket";

    /// <summary>The object key.</summary>
    public const string Object = "object";

    /// <summary>The ETag.</summary>
    public const string ETag = "etag";

    /// <summary>Bytes.</summary>
    public const string Size = "size";

    /// <summary>The media type.</summary>
    public const string MimeType = "mimeType";

    /// <summary>The CRC-64, decimal.</summary>
    public const string Crc64 = "crc64";

    /// <summary>OSS's id of the upload request.</summary>
    public const string RequestId = "reqId";

    /// <summary>By which of its operations OSS got the object.</summary>
    public const string Operation = "operation";

    /// <summary>Pixels; images only.</summary>
    public const string ImageWidth = "width";

    /// <summary>Pixels; images only.</summary>
    public const string ImageHeight = "height";

    /// <summary>OSS's name of the format; images only.</summary>
    public const string ImageFormat = "format";

    /// <summary>In front of the caller's variables, which the ticket binds.</summary>
    public const string VarPrefix = "x:";

    /// <summary>In front of variables that the uploader fills in, which nothing binds.</summary>
    public const string FreeVarPrefix = "f:";

    /// <summary>What a profile may ask for besides; OSS's own names for it.</summary>
    public static string Of(CallbackVariable variable) => variable switch
    {
        CallbackVariable.ContentMd5 => "contentMd5",
        CallbackVariable.VpcId => "vpcId",
        CallbackVariable.ClientIp => "clientIp",
        _ => throw new UnreachableException(),
    };
}
