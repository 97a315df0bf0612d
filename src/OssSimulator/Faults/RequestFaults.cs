using OssSimulator.Errors;
using OssSimulator.Hosting;

namespace OssSimulator.Faults;

/// <summary>The troubles that a request may meet before it is looked at.</summary>
internal sealed class RequestFaults(SimulatorFaults faults, Hanging hanging)
{
    public async Task<OssError?> MeetAsync(HttpContext context, OssOperation operation)
    {
        if (operation == OssOperation.HeadObject && faults.TakeHang() is { } time) await hanging.WaitAsync(time, context.RequestAborted);
        return operation switch
        {
            OssOperation.HeadObject or OssOperation.GetObject or OssOperation.DeleteObject => faults.TakeRefusal(),
            OssOperation.ListParts or OssOperation.AbortMultipartUpload => faults.TakeRefusal(),
            OssOperation.InitiateMultipartUpload => faults.TakeInitiateRefusal(),
            OssOperation.CompleteMultipartUpload => faults.TakeCompleteRefusal(),
            _ => null,
        };
    }
}
