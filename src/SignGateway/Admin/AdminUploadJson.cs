using System.Text.Json;
using SignGateway.Uploads;

namespace SignGateway.Admin;

/// <summary>An upload as administrators see it: as its owner does, and what the sweep will do.</summary>
internal static class AdminUploadJson
{
    public static void Write(Utf8JsonWriter writer, UploadRecord upload)
    {
        writer.WriteStartObject();
        UploadJson.WriteProperties(writer, upload);
        writer.WriteString("lookAt", upload.LookAt is { } lookAt ? UploadJson.ToText(lookAt) : null);
        writer.WriteBoolean("deleting", upload.Deleting);
        writer.WriteBoolean("erased", upload.IsErased);
        writer.WriteEndObject();
    }
}
