source "amazon-ebs" "al2023" {
  ami_name            = "${var.name}-al2023-${local.time}"
  ami_description     = "Amazon Linux 2023 with the Muster agent"
  region              = var.region
  custom_endpoint_ec2 = var.ec2_endpoint
  instance_type       = var.instance_type
  subnet_id           = var.subnet_id
  ssh_username        = "ec2-user"
  encrypt_boot        = true

  source_ami_filter {
    owners      = ["137112412989"] # Amazon
    most_recent = true
    filters = {
      name                = "al2023-ami-2023.*-x86_64"
      root-device-type    = "ebs"
      virtualization-type = "hvm"
    }
  }

  launch_block_device_mappings {
    device_name           = "/dev/xvda"
    volume_size           = var.root_gib
    volume_type           = "gp3"
    iops                  = 3000
    throughput            = 125
    delete_on_termination = true
  }

  tags = {
    Name         = "${var.name}-al2023"
    muster-image = var.name
  }
}

source "amazon-ebs" "debian12" {
  ami_name            = "${var.name}-debian12-${local.time}"
  ami_description     = "Debian 12 with the Muster agent"
  region              = var.region
  custom_endpoint_ec2 = var.ec2_endpoint
  instance_type       = var.instance_type
  subnet_id           = var.subnet_id
  ssh_username        = "admin"
  encrypt_boot        = true

  source_ami_filter {
    owners      = ["136693071363"] # Debian
    most_recent = true
    filters = {
      name                = "debian-12-amd64-*"
      root-device-type    = "ebs"
      virtualization-type = "hvm"
    }
  }

  launch_block_device_mappings {
    device_name           = "/dev/xvda"
    volume_size           = var.root_gib
    volume_type           = "gp3"
    iops                  = 3000
    throughput            = 125
    delete_on_termination = true
  }

  tags = {
    Name         = "${var.name}-debian12"
    muster-image = var.name
  }
}

# Prepares a machine whose disk is to be copied by other means; also how the template is tried without EC2. It is
# cleaned like an image: its host keys and machine id are gone afterwards.
source "null" "machine" {
  ssh_host             = var.machine_host
  ssh_port             = var.machine_port
  ssh_username         = var.machine_user
  ssh_private_key_file = var.machine_key
}
